"""Trees: any tree stays in its region with no edge through a node, and paths are found from the root on."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from manim import ManimColor

from scenekit import BeatPlan, SectionPlan
from scenekit.baseline import texts_in
from scenekit.pictures.structures.tree_diagram import TreeDiagram
from scenekit.pictures.structures.tree_places import Tree, tree_nodes
from tests.scenekit.pictures.frames import ANY_DATA, LABELS, Skipping, scene_in
from tests.scenekit.pictures.structures.looking import ANY_PLACE, Place, apart_faults, picture_room

pytestmark = [pytest.mark.slow, pytest.mark.spread]

LEAVES = st.sampled_from([*LABELS[:10], "🙂", "1e300", ""])
TWIGS = st.builds(lambda label, children: (label, *children), LEAVES, st.lists(LEAVES, max_size=3))
TREES = st.builds(
    lambda label, children: (label, *children),
    LEAVES,
    st.lists(LEAVES | TWIGS | st.none(), max_size=3),
)


@ANY_DATA
@given(place=ANY_PLACE, tree=TREES)
def test_any_tree_stays_in_its_region_before_and_after_a_visit(place: Place, tree: Tree) -> None:
    with scene_in(place.aspect, SectionPlan((BeatPlan(0.3),), theme=place.theme), Skipping) as scene:
        picture = TreeDiagram(scene, tree, region=picture_room(scene, place))
        assert apart_faults(picture) == []
        with scene.beat(1) as beat:
            picture.visit(beat, picture.nodes[0].label, picture.nodes[-1].label)
        assert apart_faults(picture) == []


def test_parents_stand_in_the_middle_of_their_children_and_levels_in_line() -> None:
    with scene_in("16:9") as scene:
        tree = TreeDiagram(scene, ("8", ("3", "1", "6"), ("10", None, "14")))
        boxes = {part.text: part.lit_shape for part in tree.parts}
    assert boxes["3"].get_x() == pytest.approx((boxes["1"].get_x() + boxes["6"].get_x()) / 2)
    assert boxes["10"].get_x() < boxes["14"].get_x()
    for level in (["3", "10"], ["1", "6", "14"]):
        for one, other in pairwise(level):
            assert boxes[one].get_y() == pytest.approx(boxes[other].get_y())
            assert boxes[one].get_x() < boxes[other].get_x()


def test_long_labels_stand_whole_on_lines_of_their_own_in_a_narrow_picture() -> None:
    labels = ("Homogeneous mixtures", "Heterogeneous mixtures", "Chemical compounds")
    with scene_in("9:16") as scene:
        tree = TreeDiagram(scene, ("Matter", labels, ("Pure substances", "Chemical elements")))
    shown = " ".join(text.original_text for part in tree.parts for text in texts_in(part.mobject))
    assert "Heterogeneous" in shown
    assert "…" not in shown


def test_a_path_is_found_through_children_of_the_same_name() -> None:
    tree: Tree = ("a", ("b", "x"), ("c", "x"))
    with scene_in("16:9", SectionPlan((BeatPlan(4.0),))) as scene:
        picture = TreeDiagram(scene, tree)
        with scene.beat(1) as beat:
            picture.mark_path(beat, "a", "c", "x")
        marked = ManimColor(scene.theme.tertiary)
        colours = [part.lit_shape.get_stroke_color() == marked for part in picture.parts]
        assert [node.label for node in tree_nodes(tree)] == ["a", "b", "x", "c", "x"]
        assert colours == [True, False, False, True, True]
        with pytest.raises(ValueError, match="no 'x' below 'a'"):
            picture.mark_path(beat, "a", "x")


@pytest.mark.parametrize(
    ("tree", "told"),
    [
        (("a", *"bcdefghijklmn"), "up to 12 leaves"),
        (("a", ("b", ("c", ("d", "e")))), "4 levels"),
        ((), "a label and its children"),
        ((("a", "b"), "c"), "a label and its children"),
    ],
)
def test_impossible_trees_are_refused(tree: Tree, told: str) -> None:
    with scene_in("16:9") as scene, pytest.raises(ValueError, match=told):
        TreeDiagram(scene, tree)
