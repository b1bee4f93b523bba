"""A check's answer is one value: programs read it as JSON, and know by `runs` how it ended."""

import json

import pytest
from pydantic import ValidationError

from contract.failure import FailureCode
from contract.picture_fault import FaultBox, PictureFault
from contract.script_check import Checked, CheckedScene, Refusal, ScriptFinding, ScriptRewrite

RUNS = CheckedScene(name="Waves", runs=True, seconds=4.5)
FAILS = CheckedScene(name="Tides", runs=False, reason="line 7: NameError: name 'x' is not defined", line=7)
REFUSED = Refusal(code=FailureCode.SCRIPT_FAILED, message="It has no scene.", next_step="Write one.")


def test_a_check_succeeds_if_every_scene_runs() -> None:
    assert Checked(scenes=(RUNS, RUNS)).runs
    assert not Checked(scenes=(RUNS, FAILS)).runs


def test_a_check_that_tried_nothing_did_not_succeed() -> None:
    assert not Checked().runs
    assert not Checked(refusal=REFUSED).runs


def test_programs_get_all_of_it_and_how_it_ended() -> None:
    checked = Checked(
        given="a\nb\n",
        text="a\nc\n",
        notes=("Taken out of a notebook.",),
        findings=(ScriptFinding(line=2, column=1, end_column=2, message="b is not defined"),),
        rewrites=(ScriptRewrite(rule="rename", reason="b is c now", line=2, before=("b",), after=("c",)),),
        scenes=(RUNS, FAILS),
        layout=(
            PictureFault(
                kind="still",
                scene="Waves",
                sentence="It stands still",
                boxes=(FaultBox(left=0, bottom=0, right=1, top=2),),
            ),
        ),
    )
    data = checked.model_dump_json()
    assert json.loads(data)["runs"] is False
    assert Checked.model_validate_json(data) == checked


def test_a_place_does_not_end_before_it_begins() -> None:
    with pytest.raises(ValidationError):
        ScriptFinding(line=1, column=3, end_column=2, message="m")


@pytest.mark.parametrize("place", [{"line": 0}, {"line": 1, "column": 0}])
def test_lines_and_columns_count_from_one(place: dict[str, int]) -> None:
    with pytest.raises(ValidationError):
        ScriptFinding.model_validate({"message": "m", **place})
