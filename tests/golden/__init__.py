"""Pictures of the lessons that a person has looked at, one sheet a lesson."""
