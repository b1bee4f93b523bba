"""Attributes that an object does not have, and what is written in their place."""

from tests.runner.script.rules.golden import Golden

ATTRIBUTES = (
    Golden(
        rule="misspelt-attribute",
        error="AttributeError: Dot object has no attribute 'get_centre'",
        before="a = Dot().get_centre()",
        after="a = Dot().get_center()",
        sentence="Dot has no get_centre; get_center is what it has.",
    ),
    Golden(
        rule="nearest-attribute",
        error="AttributeError: Axes object has no attribute 'add_coordinate_labels'",
        before="axes = Axes()\naxes.add_coordinate_labels()",
        after="axes = Axes()\naxes.add_coordinates()",
        sentence="Axes has no add_coordinate_labels; add_coordinates is what it has.",
    ),
    Golden(
        rule="group-of-a-list",
        error="AttributeError: 'list' object has no attribute 'arrange'",
        before="dots = [Dot(), Dot()]\ndots.arrange(RIGHT)",
        after="dots = [Dot(), Dot()]\nVGroup(*dots).arrange(RIGHT)",
        sentence="A list has no arrange; a group of what is in it has.",
    ),
    Golden(
        rule="method-of-the-parts",
        error="AttributeError: VGroup object has no attribute 'add_tip'",
        before="lines = VGroup(Line(), Line())\nlines.add_tip(tip_length=0.2)  # both",
        after="lines = VGroup(Line(), Line())\n[part.add_tip(tip_length=0.2) for part in lines]  # both",
        sentence="A group has no add_tip; each of its parts may have.",
    ),
)
