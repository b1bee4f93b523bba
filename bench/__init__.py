"""Measures the figures in the documentation: ratios within one run, or properties of finished files."""
