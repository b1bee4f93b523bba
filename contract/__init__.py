"""Types and names that Podreel's programs share. It imports no other package of Podreel."""
