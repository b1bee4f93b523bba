"""Podreel for programs: `podreel.client` calls a running service."""
