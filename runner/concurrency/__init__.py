"""Ways to make calls: concurrently, with retries, or in a separate thread."""
