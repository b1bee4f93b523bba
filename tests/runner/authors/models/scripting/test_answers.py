"""Any answer can be read as a plan, a section or a review."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runner.authors.models.scripting.answers import Plan, read_plan, read_preamble, read_review, read_section
from tests.runner.authors.models.scripting.briefs import OTHER, SCENE

ANSWER = """Here is my plan.

## Section 1: Der Anfang
Beat 1: a circle.
- grows

### **Section 2**
It fades.

```python
REACH = 3
```
"""


def test_reads_a_plan() -> None:
    assert read_plan(ANSWER) == Plan("REACH = 3\n", {1: "Beat 1: a circle.\n- grows", 2: "It fades."})
    assert read_plan("**Section 1:** the start\nA circle.\n## section-2\nIt fades.").notes == {
        1: "A circle.",
        2: "It fades.",
    }
    assert read_plan("") == Plan()
    assert read_plan("I won't.") == Plan()


def test_reads_a_section() -> None:
    assert read_section(f"Sure:\n```python\n{SCENE}```", "Section1") == SCENE
    assert read_section(f"```python\n{SCENE}```", "Section7") == SCENE.replace("Section1", "Section7")
    assert read_section("I can't.", "Section1") is None
    assert read_section("```python\nx = 1\n```", "Section1") is None
    broken = SCENE.replace("wait(1)", "wait(1")
    assert read_section(f"```python\n{broken}```", "Section1") == broken


def test_code_that_rules_make_parse_is_read_and_what_is_cut_off_is_not_taken_as_whole() -> None:
    bent, cut = "REACH = \u201ca\u201d\n", f"{SCENE}\n        x = ("
    assert read_preamble(f"```python\n{bent}```") == 'REACH = "a"\n'
    assert read_section(f"```python\n{bent}{OTHER}{SCENE}```", "Section1") == SCENE
    assert read_section(f"```python\n{cut}", "Section1") == cut + "\n"
    assert read_review(f"```python\n{cut}", ["Section1"]) == {}


@pytest.mark.parametrize(
    "answer",
    [
        *("OK", "OK.", "ok", "", "It is good as it is.", "```\nOK\n```", "```python\nclass Sec"),
        "![a sheet](data:image/png;base64,iVBORw0KGgo=)",
        "```python\nREACH = 4\n\n\ndef aid():\n    return REACH\n```",
        f"```python\n{SCENE.replace('Section1', 'Comets')}```",
    ],
)
def test_a_review_without_classes_of_ours_changes_nothing(answer: str) -> None:
    assert read_review(answer, ["Section1", "Section2"]) == {}


def test_reads_the_classes_that_a_reviewer_changed() -> None:
    helper = "def aid():\n    return 2\n"
    changed = OTHER.replace("wait(1)", "wait(aid())")
    other = SCENE.replace("Section1", "Section9")
    answer = f"Section 2 was still.\n```python\n{helper}\n\n{changed}\n\n{other}```"
    assert read_review(answer, ["Section1", "Section2"]) == {"Section2": f"{helper}\n\n{changed}"}


@given(st.text(max_size=300))
def test_any_answer_can_be_read(text: str) -> None:
    assert isinstance(read_plan(text), Plan)
    read_section(text, "Section1")
    assert set(read_review(text, ["Section1"])) <= {"Section1"}
