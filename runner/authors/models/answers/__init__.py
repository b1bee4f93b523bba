"""Reads what models answer, in whatever form, as sections and beats. Pure."""
