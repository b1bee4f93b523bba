"""A text in another language is refused by its name; Python and prose never are."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from contract.failure import FailureCode, PodreelError
from runner.script.languages import is_python_2, other_language_of
from runner.script.taking import take_code

REPOSITORY = Path(__file__).parents[3]
TEXTS = {
    "JavaScript": 'import { Scene } from "motion";\nconst a = () => { return 1 };\nconsole.log(a);\n',
    "LaTeX": "\\documentclass{article}\n\\begin{document}\nHello $x^2$\n\\end{document}\n",
    "Rust": 'use std::io;\n\nfn main() {\n    let mut x = 5;\n    println!("{}", x);\n}\n',
    "HTML": "<!DOCTYPE html>\n<html><body><p>Hi</p></body></html>\n",
    "C or C++": '#include <stdio.h>\nclass A : public B {\n};\nint main(void) {\n    printf("hi");\n}\n',
    "Java": "import java.util.List;\n\npublic class Main {\n    public static void main() {}\n}\n",
    "Go": 'package main\n\nfunc main() {\n\tx := 1\n\tfmt.Println("x")\n}\n',
}


@pytest.mark.parametrize("language", TEXTS)
def test_another_language_is_refused_by_its_name(language: str) -> None:
    with pytest.raises(
        PodreelError, match=f"no Python code in it: it is {language.replace('+', '.')}"
    ) as caught:
        take_code(TEXTS[language])
    assert caught.value.code is FailureCode.SCRIPT_FAILED
    assert "Manim" in caught.value.next_step


@pytest.mark.parametrize(
    "path", sorted((REPOSITORY / "runner/script").rglob("*.py")), ids=lambda path: path.stem
)
def test_python_is_no_other_language(path: Path) -> None:
    assert other_language_of(path.read_text(encoding="utf-8")) is None


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ('exec "x = 1"', True),
        ('raise ValueError, "no"', True),
        ("    print x", True),
        ("print(x)", False),
        ("raise ValueError(x, y)", False),
    ],
)
def test_python_2_is_known_by_its_statements(code: str, expected: bool) -> None:
    assert is_python_2(code) is expected


@given(st.text())
def test_any_text_has_a_language_or_none(text: str) -> None:
    assert other_language_of(text) in {None, *TEXTS}
    assert is_python_2(text) in {True, False}
