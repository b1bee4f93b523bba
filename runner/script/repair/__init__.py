"""Decides how a failing draft is mended: which part is asked for, who is to blame, what was tried. Pure."""
