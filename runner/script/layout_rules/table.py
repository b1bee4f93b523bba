"""All rules of the layout, in the order in which their proposals are tried. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from runner.script.layout_rules import faint, overlaps, places, sizes, squashed
from runner.script.layout_rules.case import LayoutRule

RULES: Mapping[str, LayoutRule] = MappingProxyType(
    {**squashed.RULES, **sizes.RULES, **faint.RULES, **places.RULES, **overlaps.RULES}
)
