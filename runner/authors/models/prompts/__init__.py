"""What models are asked: prompt files, the material in them, and the interface they may use."""
