"""Mends scripts by rule: proposals are tried by dry runs, and kept if the scene gets further."""
