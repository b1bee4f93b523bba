/** Colours, letters and their sizes. */

import {
  type CSSVariablesResolver,
  createTheme,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  type VariantColorsResolver,
} from "@mantine/core";

/** From words to the darkest ground, with a little blue. */
const dark: MantineColorsTuple = [
  ...(["#e6e9ef", "#cdd2db", "#a5adba", "#76808f", "#3a4250"] as const),
  ...(["#2b323e", "#1a1f28", "#151920", "#101319", "#0b0d12"] as const),
];

/** Words on a filled ground are white in light colours and black in dark ones: the library knows light ones only. */
const variantColorResolver: VariantColorsResolver = (input) => {
  const usual = defaultVariantColorsResolver(input);
  return input.variant === "filled" ? { ...usual, color: "var(--podreel-on-filled)" } : usual;
};

export const theme = createTheme({
  colors: { dark },
  variantColorResolver,
  primaryColor: "cyan",
  primaryShade: { light: 9, dark: 5 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  fontFamily: "system-ui, 'Segoe UI', Roboto, 'Noto Sans', sans-serif",
  fontFamilyMonospace: "ui-monospace, 'Noto Sans Mono', 'DejaVu Sans Mono', monospace",
  defaultRadius: "md",
  cursorType: "pointer",
  respectReducedMotion: true,
  // The head of a dialog is not one of the page.
  components: { ModalHeader: { defaultProps: { role: "presentation" } } },
});

/** All words keep a contrast of 4.5 to 1 on every background that the page has. */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    "--mantine-color-dimmed": "#545b66",
    "--mantine-color-placeholder": "#616875",
    "--mantine-color-error": "#c92a2a",
    "--mantine-color-orange-light-color": "#9a3412",
    "--mantine-primary-color-filled-hover": "#095c6b",
    "--mantine-color-cyan-filled-hover": "#095c6b",
    "--podreel-on-filled": "#fff",
  },
  dark: {
    "--mantine-color-body": "#101319",
    "--mantine-color-dimmed": "#a5adba",
    "--mantine-color-placeholder": "#929aa8",
    "--mantine-color-error": "#ff8787",
    "--podreel-on-filled": "#000",
  },
});
