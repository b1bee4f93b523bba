"""What Podreel's programs agree on. Imports nothing else of ours."""
