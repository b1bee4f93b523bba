/** The heading of a page, which is also the title of the browser's window. */

import { Title } from "@mantine/core";
import { useEffect } from "react";

export function PageTitle({
  children,
  isHidden = false,
}: {
  readonly children: string;
  readonly isHidden?: boolean;
}) {
  useEffect(() => {
    document.title = `${children} – Podreel`;
  }, [children]);
  return (
    <Title order={1} dir="auto" className={isHidden ? "visually-hidden" : ""}>
      {children}
    </Title>
  );
}
