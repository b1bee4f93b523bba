"""Scripts that were written to keep a reader busy are not looked through, and real ones are."""

import ast

import pytest

from runner.script.analysis.bounds import may_be_searched
from runner.script.analysis.findings import find_faults
from runner.script.analysis.signatures import LibraryInterface
from runner.script.parsing import takes_long, tree_of
from runner.script.rules.failure import SceneFailure
from runner.script.rules.patient import patient_of

SCENE = "class A(Scene):\n    def construct(self):\n        self.wait()\n"
HUGE = {
    "semicolons": "x;" * 30_000,
    "a chain of calls": f"x = a{'.f()' * 450}\n" * 200,
    "a chain of classes": "".join(f"class C{n}(C{n - 1}): pass\n" for n in range(3_000)),
    "a long sum": "x = " + "1+" * 900 + "1",
    "a list": f"x = [{'Dot(), ' * 20_000}]",
    "names": "".join(f"a{n} = a{n - 1}\n" for n in range(20_000)),
    "comments": "# long\n" * 50_000,
}
SLOW = {
    "fields in a line": "x = f'" + "{a}" * 12_000 + "'",
    "fields in lines": "x = f'''" + "{a}\n" * 12_000 + "'''",
    "characters": "x = 1\n" * 100_000,
}


@pytest.mark.parametrize("code", HUGE.values(), ids=HUGE.keys())
def test_what_would_take_minutes_is_not_searched(code: str) -> None:
    assert not may_be_searched(SCENE + code, ast.parse(SCENE + code))
    assert find_faults(SCENE + code, LibraryInterface(modules={})) == ()
    assert patient_of(SCENE + code, LibraryInterface(modules={}), SceneFailure("A", "", "")) is None


@pytest.mark.parametrize("code", SLOW.values(), ids=SLOW.keys())
def test_what_python_would_parse_for_long_is_not_parsed(code: str) -> None:
    assert takes_long(code)
    assert tree_of(code) is None
    (finding,) = find_faults(code, LibraryInterface(modules={}))
    assert "too long" in finding.message


def test_a_long_script_of_many_scenes_is_read() -> None:
    code = SCENE.replace("self.wait()", "self.wait()\n        x = f'{a} {b}'") * 200
    assert not takes_long(code)
    assert may_be_searched(code, ast.parse(code))
