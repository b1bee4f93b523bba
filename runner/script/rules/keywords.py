"""Rules for keywords that a call does not take. Pure."""

import ast
from collections.abc import Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from runner.script.analysis.signatures import Form, read_form
from runner.script.rules.arguments import CallText
from runner.script.rules.calls import callee_of, is_class
from runner.script.rules.edits import Edit
from runner.script.rules.nearness import misspelt, shares_words
from runner.script.rules.patient import Patient, Proposal, Rule
from runner.script.rules.refusals import RefusedKeyword, refusals

# Other libraries' and other languages' words for what Manim's keywords mean.
_WORDS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "duration": ("run_time",),
        "time": ("run_time",),
        "easing": ("rate_func",),
        "rate_function": ("rate_func",),
        "delay": ("lag_ratio",),
        "spacing": ("buff",),
        "padding": ("buff",),
        "margin": ("buff",),
        "gap": ("buff",),
        "size": ("font_size", "side_length", "radius"),
        "fontsize": ("font_size",),
        "linewidth": ("stroke_width",),
        "line_width": ("stroke_width",),
        "border_width": ("stroke_width",),
        "border_color": ("stroke_color",),
        "outline_color": ("stroke_color",),
        "thickness": ("stroke_width",),
        "alpha": ("fill_opacity", "opacity"),
        "background_color": ("fill_color",),
        "family": ("font",),
        "font_family": ("font",),
        "content": ("text",),
        "samples": ("num_points",),
    }
)
_SIZES = frozenset(("width", "height", "depth"))
_LINES = ("Line", "ParametricFunction")
# Keywords whose value is a dictionary, and the class that takes its entries.
_CONFIGS: Mapping[str, str] = MappingProxyType(
    {
        "axis_config": "NumberLine",
        "background_line_style": "Line",
        "line_config": "Line",
        "decimal_number_config": "DecimalNumber",
        "label_constructor_config": "MathTex",
        "checkerboard_style": "Square",
        "vertex_config": "Dot",
        "edge_config": "Line",
    }
)


def spell_the_keyword(patient: Patient) -> Iterator[Proposal]:
    """Renames a keyword to the one that it is misspelt from."""
    for refusal in refusals(patient):
        yield from _renamed(refusal, misspelt(refusal.name, refusal.free_keywords))


def take_the_keyword_that_means_it(patient: Patient) -> Iterator[Proposal]:
    """Renames a keyword to one that shares its words, or means the same."""
    for refusal in refusals(patient):
        same = [word for word in _WORDS.get(refusal.name, ()) if word in refusal.free_keywords]
        alike = () if _is_size(patient, refusal) else shares_words(refusal.name, refusal.free_keywords)
        yield from _renamed(refusal, [*same, *alike])


def _is_size(patient: Patient, refusal: RefusedKeyword) -> bool:
    """Whether it is the size of an object, which is no width of its outline, except for lines."""
    is_line = any(patient.knowledge.is_a(refusal.key, line) for line in _LINES)
    return refusal.name in _SIZES and refusal.makes_object and not is_line


def _renamed(refusal: RefusedKeyword, names: Iterable[str]) -> Iterator[Proposal]:
    for name in names:
        yield refusal.mended(f"{name} says it", refusal.call.renamed(refusal.argument, name))


def call_the_method(patient: Patient) -> Iterator[Proposal]:
    """Hands to a method of the new object what its constructor does not take: `set_x` for `x`, or `x`."""
    for refusal in _of_mobjects(patient):
        members = patient.interface.members(refusal.key)
        for method in (f"set_{refusal.name}", refusal.name):
            if _takes_one(read_form(members.get(method, ""))):
                change = f".{method}({refusal.value})"
                yield _afterwards(patient, refusal, change, f"the method {method} sets it")


def arrange_the_group(patient: Patient) -> Iterator[Proposal]:
    """Hands to `arrange` what a group is given to arrange its parts by."""
    for call, refused in _by_call(_of_mobjects(patient)):
        key = refused[0].key
        form = read_form(patient.interface.members(key).get("arrange", ""))
        known = [refusal for refusal in refused if form and refusal.name in form.keywords]
        if known and {"VGroup", "Group"} & patient.knowledge.ancestors(key):
            given = ", ".join(f"{refusal.name}={refusal.value}" for refusal in known)
            edits = _taken_out(call, known)
            chained = patient.source.added_after(call.call, f".arrange({given})")
            reason = f"{key} is not arranged by keywords; the method arrange does it."
            yield Proposal(call.call.lineno, f"arrange at {call.call.col_offset}", reason, (*edits, chained))


def hand_to_the_inner_call(patient: Patient) -> Iterator[Proposal]:
    """Moves a keyword into a call among the arguments that takes it: `Write(Text("a"), font_size=20)`."""
    for refusal in refusals(patient):
        for inner in refusal.call.call.args:
            callee = callee_of(patient, inner) if isinstance(inner, ast.Call) else None
            if not isinstance(inner, ast.Call) or callee is None or refusal.name not in callee.form.keywords:
                continue
            text = CallText(patient.source, inner)
            added = text.added(f"{refusal.name}={refusal.value}")
            if added and not text.named(refusal.name):
                out = refusal.call.without(refusal.argument)
                yield refusal.mended(f"{callee.shown} takes it", out, added)


def put_into_the_configuration(patient: Patient) -> Iterator[Proposal]:
    """Moves keywords into the dictionary of a part that takes them, such as `axis_config`."""
    for call, refused in _by_call(refusals(patient)):
        for config, part in _CONFIGS.items():
            entry = patient.interface.entries.get(part)
            known = [refusal for refusal in refused if entry and refusal.name in entry.keywords]
            edits = _into(patient, known, config) if known and config in known[0].keywords else ()
            if edits:
                names = ", ".join(refusal.name for refusal in known)
                reason = f"{known[0].shown} takes {names} in {config}."
                fault = f"configuration at {call.call.col_offset}"
                yield Proposal(call.call.lineno, fault, reason, edits)
                break


def _into(patient: Patient, refused: Sequence[RefusedKeyword], config: str) -> tuple[Edit, ...]:
    """The edits that move the keywords into a dictionary, new or given; none if it is no literal."""
    items = ", ".join(f'"{refusal.name}": {refusal.value}' for refusal in refused)
    call = refused[0].call
    given = call.named(config)
    if given is None:
        first = refused[0].argument
        return (Edit(first.start, first.end, f"{config}={{{items}}}"), *_taken_out(call, refused[1:]))
    if isinstance(given.value, ast.Dict) and given.value.values:
        end = patient.source.end(given.value.values[-1])
        return (Edit(end, end, f", {items}"), *_taken_out(call, refused))
    return ()


def keep_as_an_attribute(patient: Patient) -> Iterator[Proposal]:
    """Sets on the new object what no keyword and no method takes, so that the script can still read it."""
    for refusal in _of_mobjects(patient):
        change = f".set({refusal.name}={refusal.value})"
        yield _afterwards(patient, refusal, change, "the object keeps it as an attribute")


def leave_the_keyword_out(patient: Patient) -> Iterator[Proposal]:
    """Takes out a keyword that nothing takes."""
    for refusal in refusals(patient):
        yield refusal.mended("it is left out, for nothing takes it", refusal.call.without(refusal.argument))


def _by_call(refused: Iterable[RefusedKeyword]) -> Iterator[tuple[CallText, Sequence[RefusedKeyword]]]:
    calls: dict[ast.Call, list[RefusedKeyword]] = {}
    for refusal in refused:
        calls.setdefault(refusal.call.call, []).append(refusal)
    groups = (sorted(group, key=lambda refusal: refusal.argument.start) for group in calls.values())
    return ((group[0].call, group) for group in groups)


def _of_mobjects(patient: Patient) -> Iterator[RefusedKeyword]:
    """Keywords that constructors of the library's objects do not take."""
    for refusal in refusals(patient):
        is_mobject = is_class(patient, refusal.key) and patient.knowledge.is_a(refusal.key, "Mobject")
        if refusal.makes_object and is_mobject:
            yield refusal


def _takes_one(form: Form | None) -> bool:
    """Whether a method can be called with one value."""
    return form is not None and len(form.required) <= 1 and form.most != 0


def _afterwards(patient: Patient, refusal: RefusedKeyword, change: str, reason: str) -> Proposal:
    out = refusal.call.without(refusal.argument)
    return refusal.mended(reason, out, patient.source.added_after(refusal.call.call, change))


def _taken_out(call: CallText, refused: Iterable[RefusedKeyword]) -> tuple[Edit, ...]:
    return tuple(call.without(refusal.argument) for refusal in refused)


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "misspelt-keyword": spell_the_keyword,
        "arranged-group": arrange_the_group,
        "keyword-to-configuration": put_into_the_configuration,
        "keyword-to-method": call_the_method,
        "keyword-to-inner-call": hand_to_the_inner_call,
        "keyword-that-means-it": take_the_keyword_that_means_it,
    }
)
"""Rules that keep what a keyword says."""
LAST_RULES: Mapping[str, Rule] = MappingProxyType(
    {"keyword-to-attribute": keep_as_an_attribute, "unknown-keyword": leave_the_keyword_out}
)
"""Rules for keywords that nothing stands for."""
