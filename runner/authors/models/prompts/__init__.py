"""The prompts: prompt files, the material inserted into them, and the described library interface."""
