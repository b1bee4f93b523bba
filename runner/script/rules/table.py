"""All rules, in the order in which their proposals are tried. Pure."""

from collections.abc import Mapping
from types import MappingProxyType

from runner.script.rules import (
    animations,
    attributes,
    colours,
    definitions,
    files,
    formats,
    former,
    functions,
    graphs,
    groups,
    imports,
    keywords,
    last_resorts,
    methods,
    names,
    operands,
    own_functions,
    places,
    plotting,
    points,
    positions,
    scene_bases,
    settings,
    surfaces,
    tex,
    wrong_kinds,
)
from runner.script.rules.patient import Rule

RULES: Mapping[str, Rule] = MappingProxyType(
    {
        **former.RULES,
        **scene_bases.RULES,
        **settings.RULES,
        **formats.RULES,
        **plotting.RULES,
        **methods.RULES,
        **surfaces.RULES,
        **graphs.RULES,
        **wrong_kinds.RULES,
        **own_functions.RULES,
        **tex.RULES,
        **operands.RULES,
        **positions.RULES,
        **points.RULES,
        **animations.RULES,
        **groups.RULES,
        **places.RULES,
        **definitions.RULES,
        **files.RULES,
        **imports.RULES,
        **colours.RULES,
        **functions.RULES,
        **names.RULES,
        **keywords.RULES,
        **attributes.RULES,
        **keywords.LAST_RULES,
        **attributes.LAST_RULES,
        **positions.LAST_RULES,
        **last_resorts.RULES,
    }
)
