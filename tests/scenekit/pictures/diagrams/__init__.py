"""How things belong together, in all frames and with any data."""
