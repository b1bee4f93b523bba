"""Names of ManimGL and of older Manims, and what stands for them today. Pure data."""

from collections.abc import Mapping
from types import MappingProxyType

from runner.script.rules.templates import Template

SAME_CALL: Mapping[str, str] = MappingProxyType(
    {
        "ShowCreation": "Create",
        **dict.fromkeys(("TexMobject", "OldTex", "SingleStringTexMobject", "MathText", "LaTeX"), "MathTex"),
        **dict.fromkeys(("TextMobject", "OldTexText", "TexText", "Latex"), "Tex"),
        **dict.fromkeys(("VFadeIn", "FadeInFromEdges"), "FadeIn"),
        "VFadeOut": "FadeOut",
        **dict.fromkeys(
            """FlashAround ShowPassingFlashAround ShowCreationThenFadeAround CircleIndicate
            ShowCreationThenDestructionAround AnimationOnSurroundingRectangle Highlight""".split(),
            "Circumscribe",
        ),
        **dict.fromkeys(("ShowCreationThenDestruction", "VShowPassingFlash"), "ShowPassingFlash"),
        **dict.fromkeys(("Update", "UpdateFunc", "UpdateFromFunction", "UpdateMobject"), "UpdateFromFunc"),
        "WiggleOutThenIn": "Wiggle",
        "TransformMatchingStrings": "TransformMatchingTex",
        "TransformMatchingParts": "TransformMatchingShapes",
        "ParametricCurve": "ParametricFunction",
        "Axes3D": "ThreeDAxes",
        "Vector3D": "Arrow3D",
        **dict.fromkeys(("TexMatrix", "MatrixMobject"), "Matrix"),
        **dict.fromkeys(("VCube", "Cube3D"), "Cube"),
        "Square3D": "Square",
        **dict.fromkeys(("VPrism", "Box", "Cuboid", "Box3D", "RectangularPrism"), "Prism"),
        **dict.fromkeys(("GlowDot", "TrueDot", "SmallDot"), "Dot"),
        "SGroup": "Group",
        "FullScreenFadeRectangle": "FullScreenRectangle",
        **dict.fromkeys(("ParametricSurface", "SurfaceGraph", "Surface3D"), "Surface"),
        "X_AXIS": "RIGHT",
        "Y_AXIS": "UP",
        **dict.fromkeys(("Z_AXIS", "Z"), "OUT"),
        "TOP": "UP * config.frame_y_radius",
        "BOTTOM": "DOWN * config.frame_y_radius",
        "LEFT_SIDE": "LEFT * config.frame_x_radius",
        "RIGHT_SIDE": "RIGHT * config.frame_x_radius",
        "FRAME_WIDTH": "config.frame_width",
        "FRAME_HEIGHT": "config.frame_height",
        "FRAME_X_RADIUS": "config.frame_x_radius",
        "FRAME_Y_RADIUS": "config.frame_y_radius",
        **dict.fromkeys(("TL", "LU", "TOP_LEFT", "UPPER_LEFT", "UP_LEFT"), "UL"),
        **dict.fromkeys(("TR", "RU", "TOP_RIGHT", "UPPER_RIGHT", "UP_RIGHT"), "UR"),
        **dict.fromkeys(("BL", "LD", "BOTTOM_LEFT", "LOWER_LEFT", "DOWN_LEFT"), "DL"),
        **dict.fromkeys(("BR", "RD", "BOTTOM_RIGHT", "LOWER_RIGHT", "DOWN_RIGHT"), "DR"),
        **dict.fromkeys(("CENTER", "CENTRE"), "ORIGIN"),
        **dict.fromkeys(("FRONT", "FORWARD"), "OUT"),
        **dict.fromkeys(("BACK", "BACKWARD"), "IN"),
    }
)
"""What takes the same arguments, or nearly."""

OTHER_CALL: Mapping[str, Template] = MappingProxyType(
    {
        # What comes and goes is not seen afterwards.
        "FadeInThenOut": Template("mobject", "FadeIn(<mobject>, rate_func=there_and_back, <*>)"),
        "ShowCreationThenFadeOut": Template("mobject", "Create(<mobject>, rate_func=there_and_back, <*>)"),
        "FadeInFrom": Template("mobject direction=DOWN", "FadeIn(<mobject>, shift=-(<direction>), <*>)"),
        "FadeInFromDown": Template("mobject", "FadeIn(<mobject>, shift=UP, <*>)"),
        "FadeInFromUp": Template("mobject", "FadeIn(<mobject>, shift=DOWN, <*>)"),
        "FadeInFromLeft": Template("mobject", "FadeIn(<mobject>, shift=RIGHT, <*>)"),
        "FadeInFromRight": Template("mobject", "FadeIn(<mobject>, shift=LEFT, <*>)"),
        "FadeInFromLarge": Template("mobject scale_factor=2", "FadeIn(<mobject>, scale=<scale_factor>, <*>)"),
        "FadeInFromPoint": Template("mobject point", "FadeIn(<mobject>, target_position=<point>, <*>)"),
        "FadeOutToPoint": Template("mobject point", "FadeOut(<mobject>, target_position=<point>, <*>)"),
        **dict.fromkeys(
            ("FadeInAndShift", "FadeInFromDirection"),
            Template("mobject direction=DOWN", "FadeIn(<mobject>, shift=<direction>, <*>)"),
        ),
        **dict.fromkeys(
            ("FadeOutAndShift", "FadeOutTo"),
            Template("mobject direction=DOWN", "FadeOut(<mobject>, shift=<direction>, <*>)"),
        ),
        "FadeOutAndShiftDown": Template("mobject", "FadeOut(<mobject>, shift=DOWN, <*>)"),
        "FadeToColor": Template("mobject color", "<mobject>.animate.set_color(<color>)"),
        "FlashUnder": Template("mobject", "ShowPassingFlash(Underline(<mobject>), <*>)"),
        **dict.fromkeys(
            ("Polyline", "PolyLine", "OpenPolygon"),
            Template("", "VMobject().set_points_as_corners([<*>])"),
        ),
        "DotCloud": Template("points", "VGroup(*[Dot(point) for point in <points>])"),
        "TexturedSurface": Template("surface image", "<surface>"),
        "SurfaceMesh": Template("surface", "<surface>.copy()"),
        "Checkmark": Template("", "Text('✓', <*>)"),
        "Exmark": Template("", "Text('✗', <*>)"),
        **dict.fromkeys(
            ("VerticalLine", "VLine"), Template("start=DOWN end=UP", "Line(<start>, <end>, <*>)")
        ),
        **dict.fromkeys(
            ("HorizontalLine", "HLine"), Template("start=LEFT end=RIGHT", "Line(<start>, <end>, <*>)")
        ),
        **dict.fromkeys(("Fill", "SetFill"), Template("mobject", "<mobject>.animate.set_fill(<*>)")),
        "Bar": Template("", "Rectangle(<*>)"),
    }
)
"""What takes its arguments in another form."""

MODULES = frozenset(
    """manimlib manimgl manim_imports_ext big_ol_pile_of_manim_imports manimce manim_community
    manim_imports manim_lib manimpango_ext""".split()
)
"""Modules by which other Manims are imported."""
