"""Authors, which write a video's text and script: offline, by models, or from the user's own script."""
