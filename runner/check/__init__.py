"""`podreel check`: reads a file, takes the code out of it, and says what of it runs."""
