"""Thirty-odd attacks on the render host, each a script that really runs."""
