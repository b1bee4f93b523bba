"""Connections to the API: how many there may be, how long each may wait, and which requests are ambiguous."""
