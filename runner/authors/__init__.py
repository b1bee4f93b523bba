"""Who writes a video: the offline author, the author that asks models, and the user's own script."""
