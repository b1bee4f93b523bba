/** How fields for texts of any language look. */

/** Text from right to left begins at the right, whatever the page's own direction is. */
export const TEXT_FROM_ITS_START = { input: { textAlign: "start" } } as const;
