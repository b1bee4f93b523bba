"""How things belong together: what follows, what differs, what contains what."""
