"""How a release is made, in a clone of its own."""
