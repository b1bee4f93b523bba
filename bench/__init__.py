"""Measures what the documents claim. Figures are ratios within one run, or properties of finished files."""
