"""Who is asking: API keys, browser sessions and shared links."""
