"""Structures of computing: arrays, stacks, queues, trees, networks, and programs that run."""
