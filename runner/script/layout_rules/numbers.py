"""Numbers that are written in a script, and how they are written anew. Pure."""

import ast
from math import ceil


def number_of(node: ast.AST | None) -> float | None:
    """The number that stands there, more than 0; None for anything else."""
    match node:
        case ast.Constant(value=bool()):
            return None
        case ast.Constant(value=int() | float() as value) if value > 0:
            return float(value)
    return None


def at_least(number: float, places: int = 0) -> str:
    """The least number of so many decimals that is no smaller."""
    scale = 10**places
    whole = ceil(number * scale - 1e-6)
    return f"{whole / scale:.{places}f}".rstrip("0").rstrip(".") if places else str(whole)
