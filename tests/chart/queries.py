"""Reads PromQL: which series a query takes, and which of their labels it names."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeVar

import promql_parser
from promql_parser import AggregateExpr, Expr, VectorSelector

PartT = TypeVar("PartT", bound=Expr)


@dataclass(frozen=True)
class Use:
    """A series, and labels that are compared with something or that an aggregation groups by."""

    series: str
    labels: frozenset[str]


def uses(query: str) -> list[Use]:
    """Of every selector and aggregation of a query; raises ValueError where it is not PromQL."""
    whole = promql_parser.parse(query)
    found = [Use(str(part.name), _compared(part)) for part in _parts(whole, VectorSelector)]
    for around in _parts(whole, AggregateExpr):
        grouped = frozenset(around.modifier.labels if around.modifier else ())
        found += [Use(str(part.name), grouped) for part in _parts(around.expr, VectorSelector)]
    return found


def _compared(selector: VectorSelector) -> frozenset[str]:
    return frozenset(matcher.name for matcher in selector.matchers.matchers)


def _parts(whole: Expr, kind: type[PartT]) -> Iterator[PartT]:
    parts: list[Expr] = []
    promql_parser.walk(whole, parts.append)
    return (part for part in parts if isinstance(part, kind))
