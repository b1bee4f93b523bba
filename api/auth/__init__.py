"""Authentication: API keys, browser sessions and shared links."""
