/** Shows a page to those who may see it, and the sign-in to the others. */

import { ProblemError } from "@podreel/client";
import { Outlet } from "@tanstack/react-router";
import { SignIn } from "@/features/session/SignIn";
import { useSession } from "@/shared/api/session";
import { Problem } from "@/shared/ui/Problem";
import { Waiting } from "@/shared/ui/Waiting";

export function RequireSession() {
  const session = useSession();
  if (session.data) return <Outlet />;
  if (session.isPending) return <Waiting />;
  const { error } = session;
  if (error instanceof ProblemError && error.status === 401) return <SignIn />;
  return <Problem error={error} onRetry={() => void session.refetch()} />;
}
