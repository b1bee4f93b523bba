"""The author that asks text models."""
