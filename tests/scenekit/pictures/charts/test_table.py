"""A table keeps all its cells in sight: whole on one page, or on pages that turn."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scenekit import BeatPlan, NarratedScene, SectionPlan
from scenekit.layout import Region
from scenekit.pictures import DataTable
from scenekit.pictures.charts.table_plan import TableTexts, plan_table
from tests.scenekit.pictures.frames import ANY_DATA, ASPECTS, LABELS, faults_of, layout_faults, scene_in

pytestmark = [pytest.mark.slow, pytest.mark.spread]

CELL = st.sampled_from([*LABELS, "", "1,234.5", "-3 °C"])


@ANY_DATA
@given(
    st.sampled_from(sorted(ASPECTS)),
    st.sampled_from(["dark", "light", "high-contrast"]),
    st.lists(st.lists(CELL, min_size=1, max_size=3), min_size=2, max_size=3),
    st.booleans(),
)
def test_any_cells_stay_inside_and_apart(
    aspect: str, theme: str, lines: list[list[str]], is_part: bool
) -> None:
    with scene_in(aspect, SectionPlan(theme=theme)) as scene:
        region = scene.layout.body.rows(7, 3)[0] if is_part else None
        assert faults_of(DataTable(scene, *lines, region=region)) == []


def test_pages_of_a_wide_and_long_table_stay_inside_and_apart() -> None:
    rows = [[f"{row} {column}" for column in range(6)] for row in range(9)]
    with scene_in("1:1") as scene:
        table = DataTable(scene, [f"Column {n}" for n in range(6)], *rows)
        assert len(table.pages) > 2
        assert [fault for page in table.pages for fault in layout_faults(scene, page)] == []


@given(st.integers(1, 40), st.integers(1, 60), st.sampled_from([(13.2, 5.5), (7.0, 11.7), (7.0, 3.5)]))
def test_every_cell_is_on_a_page(columns: int, rows: int, size: tuple[float, float]) -> None:
    texts = TableTexts(["word"] * columns, [["another word"] * columns] * rows)
    plan = plan_table(texts, Region(0, 0, *size))
    shown = {(row, column) for page in plan.pages for row in page.rows for column in page.columns}
    assert shown == {(row, column) for row in range(1, rows + 1) for column in range(columns)}
    for page in plan.pages:
        assert sum(page.widths) <= size[0] + 1e-6
        assert sum(page.heights) <= size[1] + 1e-6


def test_pages_turn_with_the_rows_and_back_for_a_cell() -> None:
    with scene_in("16:9", SectionPlan((BeatPlan(5.0), BeatPlan(2.0))), TurningPages) as scene:
        scene.construct()
        assert isinstance(scene, TurningPages)
        assert scene.pages_seen == [len(scene.table.pages) - 1, 0]
        assert scene.renderer.time <= 7.8
        assert layout_faults(scene, *scene.mobjects) == []


class TurningPages(NarratedScene):
    """More rows than a page holds."""

    table: DataTable
    pages_seen: list[int]

    def construct(self) -> None:
        rows = [(f"Row {n}", f"a cell that says {n}") for n in range(10)]
        self.table = DataTable(self, ("Name", "Text"), *rows)
        self.pages_seen = []
        with self.beat(1) as beat:
            self.table.draw(beat)
            self.pages_seen.append(self.table.page)
        with self.beat(2) as beat:
            self.table.highlight(beat, "a cell that says 1")
            self.pages_seen.append(self.table.page)


def test_names_mean_rows_then_columns_then_cells() -> None:
    with scene_in("16:9") as scene:
        table = DataTable(scene, ("Planet", "Moons"), ("Earth", "1"), ("Mars", "2"))
        for part in table.parts:
            part.is_drawn = True
        assert len(table["Moons"]) == 3
        assert len(table["2"]) == 1
        with pytest.raises(ValueError, match="no part 'Venus'"):
            table.part("Venus")


def test_a_table_beyond_its_bounds_is_refused() -> None:
    with scene_in("16:9") as scene:
        with pytest.raises(ValueError, match="1 to 60"):
            DataTable(scene, ("Name",))
        with pytest.raises(ValueError, match="1 to 40"):
            DataTable(scene, ["x"] * 41, ["y"])
