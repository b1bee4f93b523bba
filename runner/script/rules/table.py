"""All rules, in the order in which their proposals are tried. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from runner.script.rules import attributes, colours, functions, imports, keywords, names
from runner.script.rules.patient import Rule

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        **imports.RULES,
        **colours.RULES,
        **functions.RULES,
        **names.RULES,
        **keywords.RULES,
        **attributes.RULES,
        **keywords.LAST_RULES,
    }
)
