/** How fields for texts of any language are shown. */

/** Each text in its own direction, and from right to left it begins at the right, whatever the page's own is. */
export const ANY_DIRECTION = {
  attributes: { input: { dir: "auto" } },
  styles: { input: { textAlign: "start" } },
} as const;
