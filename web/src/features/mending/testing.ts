/** Values for this room's tests. */

import type { components } from "@podreel/client";
import type { SpokenText } from "./explanation";

export const SCRIPT = `from scenekit import NarratedScene

NARRATION = {
    "title": "Shapes",
    "sections": [],
}

SIDE = 2


class Square(NarratedScene):
    def construct(self):
        self.say("<b>four</b> sides")


class Circle(NarratedScene):
    def construct(self):
        self.leave()
`;

export function aText(changes: Partial<SpokenText> = {}): SpokenText {
  return {
    title: "Shapes",
    sections: [
      {
        number: 1,
        title: "Square",
        beats: ["A square has four sides.", "All are equal.", "So are its angles."],
        code: SCRIPT.split("\n").slice(10, 13).join("\n"),
        first_line: 11,
        is_degraded: false,
      },
      {
        number: 2,
        title: "Circle",
        beats: ["A circle is round.", "It has no corner."],
        code: SCRIPT.split("\n").slice(15, 18).join("\n"),
        first_line: 16,
        is_degraded: true,
      },
    ],
    markdown:
      "# Shapes\n\n## Square\n\nA square has four sides.\n\nAll are equal.\n\nSo are its angles.\n\n" +
      "```python\nside * side\n```\n\n## Circle\n\nA circle is round.\n\nIt has no corner.",
    ...changes,
  };
}

/** The same, as the service answers. */
export function anExplanation(): components["schemas"]["ExplanationAnswer"] {
  const { title, markdown, sections } = aText();
  return {
    ...{
      video_id: "0b9d6c1e-2f5a-4c1e-9a53-7d1f6f0f4b11",
      language: "en",
      spoken: "initial",
      shared_code: "SIDE = 2",
    },
    ...{ title, markdown, sections: sections.map((section) => ({ ...section, beats: [...section.beats] })) },
  };
}
