"""Makes a model's draft run: dry runs, mending by rule and by model, and one review."""
