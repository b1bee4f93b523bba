"""Backs up an installed Podreel into a folder, and restores it into a namespace without one.

It needs kubectl, helm and Python 3.11, and nothing else.
"""
