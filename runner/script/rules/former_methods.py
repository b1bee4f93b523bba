"""Methods and attributes that other Manims have, or seem natural, and what does the same. Pure data."""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from runner.script.rules.templates import Template


@dataclass(frozen=True)
class Todays:
    """How a method of a class is called today; `owner` is the key of that class, or of one above it."""

    owner: str
    template: Template


_PLOT = Todays("CoordinateSystem", Template("", "<owner>.plot(<*>)"))
_TO_POINT = Todays("CoordinateSystem", Template("", "<owner>.coords_to_point(<*>)"))
_AXIS_LABELS = Todays("CoordinateSystem", Template("", "<owner>.add(<owner>.get_axis_labels(<*>))"))
_ON_SURFACE = Todays("Surface", Template("u v=PI/2", "<owner>.func(<u>, <v>)"))
_MOVE_TO = Todays("Mobject", Template("point", "<owner>.move_to(<point>)"))
_SHIFT = Todays("Mobject", Template("", "<owner>.shift(<*>)"))
_LINES = Todays("NumberPlane", Template("", "<owner>.background_lines"))
_CENTER = Todays("Mobject", Template("", "<owner>.get_center()"))


def _corner(name: str) -> Todays:
    return Todays("Mobject", Template("", f"<owner>.get_corner({name})"))


_CORNERS = {
    f"{prefix}{word}": _corner(name)
    for name, words in {
        "UL": "top_left upper_left left_top corner_ul ul",
        "UR": "top_right upper_right right_top corner_ur ur",
        "DL": "bottom_left lower_left left_bottom corner_dl dl",
        "DR": "bottom_right lower_right right_bottom corner_dr dr",
    }.items()
    for word in words.split()
    for prefix in ("get_", "")
}

CALLED: Mapping[str, Todays] = MappingProxyType(
    {
        **_CORNERS,
        **{f"{name}_corner": corner for name, corner in _CORNERS.items() if name.startswith("get_")},
        **dict.fromkeys(
            """get_graph plot_function get_curve plot_curve plot_graph draw_graph add_graph graph
            get_plot add_plot plot_func function_graph plot_line plot_lambda plot_expression""".split(),
            _PLOT,
        ),
        **dict.fromkeys(
            ("coord_to_point", "get_point", "to_point", "coordinate_to_point", "xy_to_point"), _TO_POINT
        ),
        **dict.fromkeys(("add_axis_labels", "add_axes_labels", "label_axes"), _AXIS_LABELS),
        "add_coordinate_labels": Todays("CoordinateSystem", Template("", "<owner>.add_coordinates()")),
        **dict.fromkeys(
            """point_from_angle point_from_angles point_from_parameterized point_from_uv uv_to_point
            point_from_coordinates
            get_point_from_function point_at_angle point_at get_point_at point_from_spherical""".split(),
            _ON_SURFACE,
        ),
        **dict.fromkeys(
            ("scale_in_place", "scale_about_center"), Todays("Mobject", Template("", "<owner>.scale(<*>)"))
        ),
        "rotate_in_place": Todays("Mobject", Template("", "<owner>.rotate(<*>)")),
        **dict.fromkeys(("move_center_to", "center_on", "center_at", "place_at"), _MOVE_TO),
        **dict.fromkeys(("translate", "move_by", "move", "shift_by"), _SHIFT),
        **dict.fromkeys(("get_lines", "get_grid_lines", "get_background_lines"), _LINES),
        **dict.fromkeys(("get_position", "get_location", "get_pos", "get_centre", "get_coords"), _CENTER),
        "get_angle_deg": Todays("Line", Template("", "(<owner>.get_angle() / DEGREES)")),
        "hide": Todays("Mobject", Template("", "<owner>.set_opacity(0)")),
        "update_value": Todays("DecimalNumber", Template("", "<owner>.set_value(<*>)")),
        "set_backstroke": Todays(
            "VMobject",
            Template("color=BLACK width=3", "<owner>.set_stroke(<color>, <width>, background=True)"),
        ),
        "put_end_on": Todays(
            "Line", Template("end", "<owner>.put_start_and_end_on(<owner>.get_start(), <end>)")
        ),
        **dict.fromkeys(
            ("set_end", "set_end_point"),
            Todays("Line", Template("end", "<owner>.put_start_and_end_on(<owner>.get_start(), <end>)")),
        ),
        **dict.fromkeys(
            ("put_start_on", "set_start", "set_start_point"),
            Todays("Line", Template("start", "<owner>.put_start_and_end_on(<start>, <owner>.get_end())")),
        ),
        "set_start_and_end": Todays("Line", Template("", "<owner>.put_start_and_end_on(<*>)")),
        **dict.fromkeys(
            ("append", "push", "add_mobject", "add_object"),
            Todays("Mobject", Template("", "<owner>.add(<*>)")),
        ),
        "get_column": Todays("Matrix", Template("number", "<owner>.get_columns()[<number>]")),
        "get_row": Todays("Matrix", Template("number", "<owner>.get_rows()[<number>]")),
        "get_part_by_text": Todays("MathTex", Template("", "<owner>.get_part_by_tex(<*>)")),
        **dict.fromkeys(
            ("embed", "interact", "checkpoint_paste", "interactive_embed"),
            Todays("Scene", Template("", "None")),
        ),
        **dict.fromkeys(
            ("next_slide", "pause_slide", "end_fragment", "start_loop", "end_loop"),
            Todays("Scene", Template("", "<owner>.next_section()")),
        ),
    }
)
"""What scripts call that no class has, by its name."""

READ: Mapping[str, str] = MappingProxyType(
    {
        **{
            name: corner.template.text.removeprefix("<owner>.")
            for name, corner in _CORNERS.items()
            if name[:4] != "get_"
        },
        **{name: f"get_{name}()" for name in "x y z top bottom left right start end center angle".split()},
        **dict.fromkeys(("position", "location", "pos", "centre", "coords", "coordinates"), "get_center()"),
        **dict.fromkeys(("lines", "grid_lines"), "background_lines"),
    }
)
"""What scripts read of a mobject that has no such attribute, and what gives it."""
