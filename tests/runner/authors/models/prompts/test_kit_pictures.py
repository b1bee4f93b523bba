"""Models are told of every picture in a line, and in full of those that are named, from the sources."""

import ast
import re

import pytest

from runner.authors.models.prompts.examples import usual_example
from runner.authors.models.prompts.kit_pictures import (
    MOST_LINES,
    common_calls,
    picture_catalogue,
    picture_entries,
    pictures_named,
)
from runner.authors.models.prompts.kit_text import kit_text
from scenekit import pictures
from scenekit.pictures import __all__ as picture_names
from scenekit.pictures.spoken_picture import SpokenPicture

ALL = sorted(picture_names)


def test_every_picture_has_a_line_in_the_catalogue_that_says_what_it_is_for() -> None:
    lines = picture_catalogue().splitlines()
    assert [line.partition("  # ")[0] for line in lines] == ALL
    assert all(len(line.partition("  # ")[2]) > 10 for line in lines)
    assert next(line for line in lines if line.startswith("CellStack")).endswith("[push, pop]")


def test_the_catalogue_is_part_of_what_all_tasks_share_and_the_entries_are_not() -> None:
    assert picture_catalogue() in kit_text(usual_example())
    assert not any(picture_entries([name]) in kit_text(usual_example()) for name in ALL)


@pytest.mark.parametrize("name", ALL)
def test_an_entry_is_short_and_shows_how_the_picture_is_made_and_drawn(name: str) -> None:
    entry = picture_entries([name])
    assert entry.startswith(f"{name}(self, ")
    assert len(entry.splitlines()) <= MOST_LINES
    public = {each for each in vars(getattr(pictures, name)) if not each.startswith("_")}
    methods = {each for each in public if callable(vars(getattr(pictures, name))[each])}
    told = set(re.findall(r"^    \.(\w+)\(", entry, re.MULTILINE))
    # What all pictures can do needs a line only where it is called otherwise.
    assert methods - vars(SpokenPicture).keys() <= told <= methods


@pytest.mark.parametrize("name", ALL)
def test_the_example_of_an_entry_is_code_that_makes_that_picture(name: str) -> None:
    lines = re.findall(r"^    > (.*)$", picture_entries([name]), re.MULTILINE)
    called = [node.func for node in ast.walk(ast.parse("\n".join(lines))) if isinstance(node, ast.Call)]
    assert name in {func.id for func in called if isinstance(func, ast.Name)}


def test_what_all_pictures_can_do_is_told_once() -> None:
    told = set(re.findall(r"^\.(\w+)\(beat", common_calls(), re.MULTILINE))
    assert told == {"draw", "highlight", "leave", "keep_moving"}
    assert told <= vars(SpokenPicture).keys()
    assert common_calls() in kit_text(usual_example())


def test_pictures_are_found_by_their_whole_names() -> None:
    assert pictures_named('Beat 1: a `BarChart` on "coal"', "flow = Flow(self)") == ("BarChart", "Flow")
    assert pictures_named("BarCharts and a flow") == ()
