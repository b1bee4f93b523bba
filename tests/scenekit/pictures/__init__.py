"""Every picture of the vocabulary, in all frames and with any data."""
