/** Something to know, with words that stand out on its ground in every look. */

import { Alert, type AlertProps } from "@mantine/core";

export function Notice(props: AlertProps) {
  return <Alert styles={{ title: { color: "var(--mantine-color-text)" } }} {...props} />;
}
