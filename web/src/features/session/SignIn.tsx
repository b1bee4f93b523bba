/** TODO */

import { PageTitle } from "@/shared/ui/PageTitle";

export function SignIn() {
  return <PageTitle>{"SignIn"}</PageTitle>;
}
