/** TODO */

import { PageTitle } from "@/shared/ui/PageTitle";

export function LibraryPage() {
  return <PageTitle>{"LibraryPage"}</PageTitle>;
}
