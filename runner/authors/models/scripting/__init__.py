"""Scripts by models: what they are told, the prompts, and how their answers are read."""
