"""The picture of `podreel check --layout`: frames with boxes around what is wrong, and sentences below."""
