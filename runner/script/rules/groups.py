"""Rules for groups, lists of objects and texts where objects are needed. Pure."""

import ast
import re
from collections.abc import Iterator, Mapping
from types import MappingProxyType

from runner.script.rules.called import failing_calls, name_called
from runner.script.rules.literals import is_text
from runner.script.rules.patient import Patient, Proposal, Rule
from runner.script.rules.reaching import function_around

_NOT_VECTORS = re.compile(
    r"Only values of type (?:VMobject|OpenGLVMobject) can be added as submobjects of VGroup"
)
_IS_LIST = re.compile(
    r"'(?:list|tuple|generator)' object has no attribute|unhashable type: 'list'|is of type (?:list|tuple)"
    r"|Animation only works on Mobjects|Expected all inputs for parameter|Create only works for VMobjects"
)
_TEXT_GIVEN = re.compile(
    r"'str' object has no attribute|of type str\b|only works for VMobjects|Expected all inputs"
)
_ANIMATED = frozenset(
    "Create Write FadeIn FadeOut Uncreate DrawBorderThenFill Indicate GrowFromCenter VGroup Group".split()
)
_TAKES_MANY = frozenset(
    """add remove play bring_to_front add_fixed_in_frame_mobjects FadeIn FadeOut VGroup Group
    SurroundingRectangle AnimationGroup LaggedStart Succession""".split()
)
_TRANSFORMS = frozenset("Transform ReplacementTransform TransformFromCopy FadeTransform".split())


def group_anything(patient: Patient) -> Iterator[Proposal]:
    """Groups objects that are not drawn as curves in `Group`, and spreads lists."""
    message = patient.failure.message
    if _NOT_VECTORS.search(message):
        for call in failing_calls(patient, {"VGroup", "VDict"}):
            if isinstance(call.func, ast.Name):
                reason = "VGroup takes only curves and texts; Group takes any object."
                yield Proposal(call.lineno, "group", reason, (patient.source.replaced(call.func, "Group"),))
        yield from _group_where_it_is_made(patient)


def _group_where_it_is_made(patient: Patient) -> Iterator[Proposal]:
    """`Group` where the group is made that something is added to."""
    for call in failing_calls(patient, {"add", "add_to_back"}):
        owner = call.func.value if isinstance(call.func, ast.Attribute) else None
        function = function_around(patient, call)
        for node in ast.walk(function):
            match node:
                case ast.Assign(targets=[target], value=ast.Call(func=ast.Name(id="VGroup") as name)) if (
                    owner is not None and ast.unparse(target) == ast.unparse(owner)
                ):
                    reason = "VGroup takes only curves and texts; Group takes any object."
                    edit = patient.source.replaced(name, "Group")
                    yield Proposal(call.lineno, "group", reason, (edit,))


def spread_lists(patient: Patient) -> Iterator[Proposal]:
    """Hands objects on one by one where a list of them is given."""
    if not _IS_LIST.search(patient.failure.message):
        return
    for call in failing_calls(patient, _ANIMATED | _TAKES_MANY):
        for node in call.args:
            if _may_be_list(patient, node):
                reason = f"{name_called(call)} takes objects one by one, not in a list."
                inside = f"VGroup(*{patient.source.segment(node)})"
                one_by_one = patient.source.added_before(node, "*")
                is_many = name_called(call) in _TAKES_MANY
                edit = one_by_one if is_many else patient.source.replaced(node, inside)
                yield Proposal(node.lineno, f"list {node.col_offset}", reason, (edit,))


def _may_be_list(patient: Patient, node: ast.expr) -> bool:
    if isinstance(node, ast.List | ast.Tuple | ast.ListComp):
        return True
    if isinstance(node, ast.Call) and patient.library_key(node.func) is not None:
        return False
    kind = patient.type_of(node)
    is_open = isinstance(node, ast.Name | ast.Attribute | ast.Subscript | ast.Call)
    return is_open if kind is None else kind.key == "list"


def aim_at_a_copy(patient: Patient) -> Iterator[Proposal]:
    """Transforms into a changed copy, where the aim is an animation: `Transform(a, b.animate.shift(UP))`."""
    for call in failing_calls(patient, _TRANSFORMS):
        for node in call.args[1:]:
            for part in ast.walk(node):
                if isinstance(part, ast.Attribute) and part.attr == "animate":
                    reason = "A transformation ends in an object, not in an animation; a changed copy is one."
                    edit = patient.source.renamed(part, "copy()")
                    yield Proposal(call.lineno, f"aim {node.col_offset}", reason, (edit,))


def write_texts(patient: Patient) -> Iterator[Proposal]:
    """Makes a text object of a string that is to be shown."""
    if not _TEXT_GIVEN.search(patient.failure.message):
        return
    for call in failing_calls(patient, _ANIMATED | _TAKES_MANY | _TRANSFORMS | {"next_to"}):
        for node in call.args:
            if isinstance(node, ast.JoinedStr) or is_text(node):
                reason = "A string can't be shown; Text makes an object of it."
                text = f"Text({patient.source.segment(node)})"
                yield Proposal(
                    node.lineno, f"text {node.col_offset}", reason, (patient.source.replaced(node, text),)
                )


RULES: Mapping[str, Rule] = MappingProxyType(
    {
        "group-of-anything": group_anything,
        "objects-one-by-one": spread_lists,
        "aim-at-a-copy": aim_at_a_copy,
        "string-to-text": write_texts,
    }
)
