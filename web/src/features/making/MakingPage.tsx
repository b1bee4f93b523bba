/** TODO */

import type { Video } from "@podreel/client";
import { PageTitle } from "@/shared/ui/PageTitle";

export function MakingPage(_: { readonly video: Video; readonly share: string | undefined }) {
  return <PageTitle>{"MakingPage"}</PageTitle>;
}
