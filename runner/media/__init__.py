"""Finished files: probing, joining, captions, chapters, loudness, and the measurements that judge them."""
