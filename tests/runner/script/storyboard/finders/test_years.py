"""Events with their dates become a timeline."""

# Look-alike characters are intended.
# ruff: noqa: RUF001

import pytest

from runner.script.storyboard.finders.years import find_timelines


def test_events_of_several_beats_are_on_one_line() -> None:
    beats = ["In 1936, Japan and Germany signed a pact.", "More words.", "In 1937, Italy joined the pact."]
    (found,) = find_timelines(beats)
    assert found.arguments == (("1936", "Japan and Germany signed a pact"), ("1937", "Italy joined the pact"))
    assert [part.beat for part in found.parts] == [1, 3]


@pytest.mark.parametrize(
    ("beats", "dates"),
    [
        (
            ["The war began in August 1914.", "It ended on November 11, 1918."],
            ["August 1914", "November 11, 1918"],
        ),
        (["1789: the Bastille fell", "1804 – Napoleon became emperor"], ["1789", "1804"]),
        (
            ["Im Jahr 1871 entstand das Reich.", "Im November 1918 endete der Krieg."],
            ["1871", "November 1918"],
        ),
        (
            ["En 1492 Colón llegó a América.", "En mayo de 1810 empezó la revolución."],
            ["1492", "mayo de 1810"],
        ),
        (["En 1789 la Révolution commença.", "En juillet 1790 la fête eut lieu."], ["1789", "juillet 1790"]),
    ],
)
def test_dates_are_read_in_four_languages(beats: list[str], dates: list[str]) -> None:
    (found,) = find_timelines(beats)
    assert [part.cue for part in found.parts] == dates


@pytest.mark.parametrize(
    "beats",
    [
        ["In 1936, a pact was signed."],
        ["The Act of 1866 was old.", "The election of 1860 was won."],
        ["It did not begin in 1914.", "It ended in 1918."],
        ["Isabella, a queen, was active in 1480.", "Ferdinand, a king, was active in 1490."],
        ["Barry, John M. 2004. The Great Influenza.", "New York, 1977."],
        ["It has 1,500 km and in 1860 m.", "They run 1920 km in one go."],
    ],
)
def test_years_that_date_no_two_events_give_no_timeline(beats: list[str]) -> None:
    assert list(find_timelines(beats)) == []


def test_joined_clauses_are_events_of_their_own() -> None:
    beats = [
        "The Revolution began in 1789 and ended in 1799.",
        "In 1792 the monarchy was abolished, and in January 1793 the king was executed.",
        "It did not end until Robespierre himself was executed in July 1794.",
    ]
    (found,) = find_timelines(beats)
    assert found.arguments == (
        ("1789", "The Revolution began"),
        ("1799", "The Revolution ended"),
        ("1792", "The monarchy was abolished"),
        ("January 1793", "The king was executed"),
        ("July 1794", "Robespierre himself was executed"),
    )


def test_events_with_long_texts_are_divided_between_beats() -> None:
    beats = [
        f"In {1800 + n} the assembly of the land adopted law number {n} of a very long row."
        for n in range(1, 9)
    ]
    found = list(find_timelines(beats))
    assert [len(each.arguments) for each in found] == [4, 4]
    assert len(list(find_timelines([f"In {1800 + n} law {n} was adopted." for n in range(1, 10)]))) == 1
