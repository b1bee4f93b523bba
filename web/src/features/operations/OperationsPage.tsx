/** TODO */

import { PageTitle } from "@/shared/ui/PageTitle";

export function OperationsPage() {
  return <PageTitle>{"OperationsPage"}</PageTitle>;
}
