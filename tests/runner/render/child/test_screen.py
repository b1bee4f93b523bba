"""A text's colours are those of its letters, not of what a script has put behind or below them."""

from manim import BLACK, RED, MarkupText, Scene, Square, Text

from runner.render.child.observing import ScreenObserver
from runner.render.record import ShownObject


def seen(*mobjects: MarkupText | Text | Square) -> tuple[ShownObject, ...]:
    scene = Scene()
    scene.add(*mobjects)
    observer = ScreenObserver(scene)
    observer.observe(1)
    return observer.moments[0].objects


def test_the_panel_that_was_added_to_a_text_is_a_shape_behind_it() -> None:
    words = Text("area", color=RED)
    words.add_background_rectangle(color=BLACK, opacity=0.75)
    panel, text = seen(words)
    assert (panel.kind, panel.fill, panel.text) == ("BackgroundRectangle", "#000000", "")
    assert (text.text, text.fill) == ("area", RED.to_hex())


def test_the_colour_of_an_underline_is_none_of_the_texts() -> None:
    underlined = '<span underline="single" underline_color="#008000">area</span>'
    (plain,) = seen(MarkupText(underlined))
    assert (plain.fill, plain.more_fills) == ("#FFFFFF", ())
    (mixed,) = seen(MarkupText(f'{underlined}<span foreground="#FF0000">red</span>'))
    assert set(mixed.more_fills) == {"#FFFFFF", "#FF0000"}
