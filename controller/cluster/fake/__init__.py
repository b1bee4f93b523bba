"""A cluster in memory, for tests and simulations."""
