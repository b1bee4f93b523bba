/** TODO */

import { PageTitle } from "@/shared/ui/PageTitle";

export function AskPage() {
  return <PageTitle>{"AskPage"}</PageTitle>;
}
