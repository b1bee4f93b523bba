"""The sound of a video: narration, loudness, samples."""
