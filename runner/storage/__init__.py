"""A run's state in the object store: orders, claims and checkpoints; waiting for unavailable services."""
