"""What works on this machine, found by trying it."""
