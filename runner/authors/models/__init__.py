"""The author whose words come from text models."""
