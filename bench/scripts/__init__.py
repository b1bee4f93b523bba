"""How many of other people's scripts run: under plain Manim, in a dry run, and after mending by rule."""
