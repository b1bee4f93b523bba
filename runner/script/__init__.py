"""Reads, composes and checks scripts as text. Never executes them."""
