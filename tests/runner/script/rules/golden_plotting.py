"""Graphs and camera frames that a scene is asked for, and braces in f-strings."""

from tests.runner.script.rules.golden import Golden

_NO_PLOT = "AttributeError: 'Scene1' object has no attribute 'plot_function'"

PLOTTING = (
    Golden(
        rule="asked-of-the-axes",
        error=_NO_PLOT,
        before="axes = Axes()\ncurve = self.plot_function(f, color=RED)",
        after="axes = Axes()\ncurve = axes.plot(f, color=RED)",
        sentence="A scene has no plot_function; axes have: `axes.plot(f, color=RED)`.",
    ),
    Golden(
        rule="asked-of-the-axes",
        error=_NO_PLOT,
        before="curve = self.plot_function(f)",
        after="curve = Axes().plot(f)",
    ),
    Golden(
        rule="asked-of-the-axes",
        error="AttributeError: 'Scene1' object has no attribute 'coords_to_point'",
        before="plane = NumberPlane()\ndot = Dot(self.coords_to_point(1, 2))",
        after="plane = NumberPlane()\ndot = Dot(plane.coords_to_point(1, 2))",
    ),
    Golden(
        rule="asked-of-the-axes",
        error="AttributeError: 'Scene1' object has no attribute 'shift'",
        before="axes = Axes()\nself.shift(UP)",
        after=None,
    ),
    Golden(
        rule="camera-in-space",
        error="AttributeError: 'ThreeDCamera' object has no attribute 'frame'",
        before="frame = self.camera.frame\n"
        "self.camera.frame.set_euler_angles(phi=1, theta=2)\n"
        "self.play(self.camera.frame.animate.set_euler_angles(phi=1, theta=2 * PI), run_time=2)\n"
        "self.play(self.camera.animate.set_zoom(2.5), self.camera.frame.animate.shift(UP))",
        after="frame = self.camera._frame_center\n"
        "self.set_camera_orientation(phi=1, theta=2)\n"
        "self.play(self.camera.phi_tracker.animate.set_value(1), "
        "self.camera.theta_tracker.animate.set_value(2 * PI), run_time=2)\n"
        "self.play(self.camera.zoom_tracker.animate.set_value(2.5), "
        "self.camera._frame_center.animate.shift(UP))",
        sentence="A camera in space has no frame; its centre, its angles and its zoom move it.",
    ),
    Golden(
        rule="formula-in-f-string",
        error="NameError: name 'Sick' is not defined",
        before='n = 1\na = MathTex(f"\\\\text{Sick} {Well} = {n} {{{Sick}}} {{Sick}}")',
        after='n = 1\na = MathTex(f"\\\\text{{Sick}} {{Well}} = {n} {{{{Sick}}}} {{Sick}}")',
        sentence="Python reads {Sick} as a value in an f-string; doubled braces are LaTeX's own.",
    ),
    Golden(
        rule="formula-in-f-string",
        error="NameError: name 'Sick' is not defined",
        before='a = Tex(f"{Sick + 1}")',
        after=None,
    ),
    Golden(
        rule="todays-method",
        error="AttributeError: VGroup object has no attribute 'append'",
        before="a = VGroup()\na.append(Dot())",
        after="a = VGroup()\na.add(Dot())",
    ),
)
