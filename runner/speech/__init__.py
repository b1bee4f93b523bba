"""Voices behind one protocol, one module an engine."""
