"""Mends what keeps a script from being parsed, where one repair is certain. Pure; executes nothing."""
