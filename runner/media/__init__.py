"""Media files: probing, joining, captions, chapters, loudness, and the checks of the finished video."""
