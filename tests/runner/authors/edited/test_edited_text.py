"""An edited text is read in the beats of its origin: what nobody touched stays as it was."""

import pytest

from runner.authors.edited.edited_text import EditedText, read_edit
from runner.authors.offline.lesson_book import Lesson, all_lessons
from runner.authors.offline.own_text import explain_own_text
from runner.storage.origin import story_of
from runner.text.explanation import Explanation, Section, as_markdown

SKY = Explanation(
    title="Why the sky is blue",
    sections=(
        Section(title="Light", beats=("Sunlight is white. It holds all colours.", "A prism shows them.")),
        Section(
            title="Air", beats=("Air scatters blue light most.", "1. So we see blue.", "At noon, at least.")
        ),
        Section(title="Evening", beats=("In the evening the sky is red.",)),
    ),
)
OWN = explain_own_text(
    "# Sky\n\n## Steps\n\nIt takes three steps:\n\n- The sun shines.\n- Air scatters.\n- Eyes see blue.\n\n"
    '## Code\n\nSee this code. It is short.\n\n```python\nprint("blue")\n# and\n\nx = 1\n```\n\n'
    "It prints blue.",
    "en",
)


def edited(origin: Explanation, old: str, new: str, *, is_joined: bool = False) -> EditedText:
    markdown = as_markdown(origin) if is_joined else story_of(origin, "en").markdown
    assert markdown.count(old) == 1
    return read_edit(markdown.replace(old, new), origin, "en")


def beats(text: EditedText) -> list[tuple[str, ...]]:
    return [section.beats for section in text.explanation.sections]


@pytest.mark.parametrize("origin", [SKY, OWN, *(lesson.explanation for lesson in all_lessons())])
@pytest.mark.parametrize("is_joined", [False, True])
def test_a_text_that_nobody_changed_is_the_same_explanation(origin: Explanation, is_joined: bool) -> None:
    markdown = as_markdown(origin) if is_joined else story_of(origin, "en").markdown
    read = read_edit(markdown, origin, "en")
    assert read == EditedText(origin, tuple(range(len(origin.sections))))
    wrapped = markdown.replace(". ", ".\n") if not is_joined else markdown
    assert read_edit(wrapped, origin, "en").explanation == origin


@pytest.mark.parametrize("lesson", all_lessons(), ids=lambda lesson: lesson.name)
def test_one_edited_sentence_of_a_lesson_changes_one_beat(lesson: Lesson) -> None:
    old = lesson.explanation.sections[1].beats[1]
    read = edited(lesson.explanation, old, f"Indeed: {old}")
    before = [section.beats for section in lesson.explanation.sections]
    changed = [
        (number, place)
        for number, (new, known) in enumerate(zip(beats(read), before, strict=True))
        for place, (one, other) in enumerate(zip(new, known, strict=True))
        if one != other
    ]
    assert changed == [(1, 1)]
    assert read.places == tuple(range(len(before)))


@pytest.mark.parametrize("is_joined", [False, True])
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        (
            "A prism shows them",
            "Rain shows them",
            ("Sunlight is white. It holds all colours.", "Rain shows them."),
        ),
        (
            "It holds all",
            "In it are all",
            ("Sunlight is white. In it are all colours.", "A prism shows them."),
        ),
    ],
)
def test_an_edit_inside_a_beat_leaves_the_other_beats(
    is_joined: bool, old: str, new: str, expected: tuple[str, ...]
) -> None:
    assert beats(edited(SKY, old, new, is_joined=is_joined)) == [expected, *beats(read_edit_of_sky())[1:]]


def read_edit_of_sky() -> EditedText:
    return read_edit(as_markdown(SKY), SKY, "en")


def test_sentences_may_be_added_and_removed_and_the_rest_keeps_its_beats() -> None:
    added = edited(SKY, "1. So we see blue.", "So we see blue.\n\nA bee sees more than that, in ultraviolet.")
    assert beats(added)[1] == (
        "Air scatters blue light most.",
        "So we see blue.",
        "A bee sees more than that, in ultraviolet.",
        "At noon, at least.",
    )
    removed = edited(SKY, "Air scatters blue light most.\n\n", "")
    assert beats(removed)[1] == ("1. So we see blue.", "At noon, at least.")
    assert added.places == removed.places == (0, 1, 2)


def test_sections_may_be_renamed_moved_removed_and_added() -> None:
    assert edited(SKY, "## Air", "## The air").places == (0, 1, 2)
    renamed = edited(SKY, "## Air\n\nAir scatters blue light most.", "## The air\n\nAir scatters blue most.")
    assert renamed.places == (0, 1, 2)
    assert [section.title for section in renamed.explanation.sections] == ["Light", "The air", "Evening"]
    parts = story_of(SKY, "en").markdown.split("\n\n## ")
    moved = read_edit("\n\n## ".join((parts[0], parts[3], parts[1])), SKY, "en")
    assert moved.places == (2, 0)
    assert moved.explanation.sections == (SKY.sections[2], SKY.sections[0])
    added = edited(SKY, "## Evening", "## Rain\n\nDrops are prisms. They make bows.\n\n## Evening")
    assert added.places == (0, 1, None, 2)
    assert added.explanation.sections[2].title == "Rain"


def test_a_new_title_changes_nothing_else() -> None:
    read = edited(SKY, "# Why the sky is blue\n", "# Blue sky\n")
    assert read.explanation == SKY.model_copy(update={"title": "Blue sky"})


def test_what_a_section_shows_stays_where_its_words_stay() -> None:
    same = edited(OWN, "It takes three steps", "It takes three short steps")
    assert [type(shown).__name__ for shown in same.explanation.sections[0].exhibits] in (["ListExhibit"], [])
    assert same.explanation.sections[1] == OWN.sections[1]
    code = edited(OWN, 'print("blue")', 'print("red")')
    (shown,) = code.explanation.sections[1].exhibits
    assert (getattr(shown, "code", ""), shown.beat) == (
        'print("red")\n# and\n\nx = 1',
        OWN.sections[1].exhibits[0].beat,
    )
    assert code.explanation.sections[1].beats == OWN.sections[1].beats
    gone = edited(OWN, '```python\nprint("blue")\n# and\n\nx = 1\n```', "")
    assert gone.explanation.sections[1].exhibits == ()


@pytest.mark.parametrize(
    "text", ["Only words, no heading.", "## Only a heading", "# A title\n\nWords.", "```\nx\n"]
)
def test_any_text_is_an_edit(text: str) -> None:
    assert read_edit(text, SKY, "en").explanation.sections
