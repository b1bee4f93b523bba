"""The routes of the API, one module for what a reader would look for together."""
