"""Attributes that an object does not have, and what is written in their place."""

from tests.runner.script.rules.golden import Golden

ATTRIBUTES = (
    Golden(
        rule="nearest-attribute",
        error="AttributeError: Axes object has no attribute 'add_coordinate_labels'",
        before="axes = Axes()\naxes.add_coordinate_labels()",
        after="axes = Axes()\naxes.add_coordinates()",
        sentence="Axes has no add_coordinate_labels; add_coordinates is what it has.",
    ),
)
