/** Colours, letters and their sizes. */

import { type CSSVariablesResolver, createTheme, type MantineColorsTuple } from "@mantine/core";

/** From words to the darkest ground, with a little blue. */
const dark: MantineColorsTuple = [
  ...(["#e6e9ef", "#cdd2db", "#a5adba", "#76808f", "#3a4250"] as const),
  ...(["#2b323e", "#1a1f28", "#151920", "#101319", "#0b0d12"] as const),
];

export const theme = createTheme({
  colors: { dark },
  primaryColor: "cyan",
  primaryShade: { light: 8, dark: 5 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  fontFamily: "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Noto Sans Mono', 'DejaVu Sans Mono', monospace",
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
});

/** Dimmed words keep a contrast of 4.5 to 1 on every background that the page has. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: { "--mantine-color-dimmed": "#545b66", "--mantine-color-placeholder": "#616875" },
  dark: {
    "--mantine-color-body": "#101319",
    "--mantine-color-dimmed": "#a5adba",
    "--mantine-color-placeholder": "#929aa8",
  },
});
