/** Short facts in a line, told apart also when they are read aloud. */

import { Text } from "@mantine/core";
import { Children, Fragment, isValidElement, type ReactNode } from "react";

export function Facts({ children }: { readonly children: ReactNode }) {
  // Those that are not known are null, and left out.
  const facts = Children.toArray(children);
  return (
    <Text size="sm" c="dimmed">
      {facts.map((fact, place) => (
        <Fragment key={isValidElement(fact) ? fact.key : String(fact)}>
          {place > 0 ? " · " : ""}
          {fact}
        </Fragment>
      ))}
    </Text>
  );
}
