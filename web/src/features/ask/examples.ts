/** Questions to try: each names a built-in lesson, which needs no model. */

export const EXAMPLES = [
  { name: "pythagoras", lesson: "Explain the Pythagorean theorem" },
  { name: "binary_search", lesson: "Explain binary search" },
  { name: "natural_selection", lesson: "Explain natural selection" },
  { name: "french_revolution", lesson: "Explain the French Revolution" },
  { name: "lithium_battery", lesson: "Explain how a lithium-ion battery works" },
  { name: "earthquake", lesson: "Explain how earthquakes are located" },
] as const;

export type ExampleName = (typeof EXAMPLES)[number]["name"];
