"""Formulas, and how one follows from another."""
