"""The offline author: built-in lessons, and the user's own text for anything else. Needs no network."""
