"""Judges a section's layout and pace by the record of its dry run. Pure; nothing here sees a picture."""
