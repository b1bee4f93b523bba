"""Code is parsed as Python does it, also while other threads parse."""

import ast

import pytest

from runner.script.parsing import module_of


def confused(times: int) -> list[str]:
    return ["AST constructor recursion depth mismatch"] * times


@pytest.mark.parametrize("times", [0, 1, 4])
def test_what_threads_confuse_in_python_is_parsed_again(times: int) -> None:
    errors = confused(times)

    def parse(code: str) -> ast.Module:
        if errors:
            raise SystemError(errors.pop())
        return ast.parse(code)

    assert ast.dump(module_of("x = 1", parse)) == ast.dump(ast.parse("x = 1"))


def test_code_that_is_no_python_is_refused_at_once() -> None:
    tried: list[str] = []

    def parse(code: str) -> ast.Module:
        tried.append(code)
        return ast.parse(code)

    with pytest.raises(SyntaxError):
        module_of("x = (", parse)
    assert len(tried) == 1
