"""What a generated script imports. Imports nothing else of ours."""
