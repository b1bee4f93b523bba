/** TODO */

import type { Video } from "@podreel/client";
import { PageTitle } from "@/shared/ui/PageTitle";

export function WatchPage(_: { readonly video: Video; readonly share: string | undefined }) {
  return <PageTitle>{"WatchPage"}</PageTitle>;
}
