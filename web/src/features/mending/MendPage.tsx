/** TODO */

import { PageTitle } from "@/shared/ui/PageTitle";

export function MendPage(_: { readonly videoId: string }) {
  return <PageTitle>{"MendPage"}</PageTitle>;
}
