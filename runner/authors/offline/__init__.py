"""The embedded author: lessons by heart, and any other text in its own words. Needs no network."""
