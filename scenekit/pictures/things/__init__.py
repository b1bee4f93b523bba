"""Things of the world and of geometry, drawn to scale."""
