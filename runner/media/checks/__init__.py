"""Measures finished files and judges them."""
