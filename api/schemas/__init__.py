"""Pydantic models of the API's requests, answers and events."""
