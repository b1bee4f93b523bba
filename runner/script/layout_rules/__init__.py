"""Rules that mend faults of the layout: each proposes exact changes of a script's text. Pure."""
