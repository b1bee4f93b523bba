/** Shows a page to those who may see it, and the sign-in to the others. */

import { useNetwork } from "@mantine/hooks";
import { ProblemError } from "@podreel/client";
import { Outlet } from "@tanstack/react-router";
import { SignIn } from "@/features/session/SignIn";
import { useSession } from "@/shared/api/session";
import { Problem } from "@/shared/ui/Problem";
import { Waiting } from "@/shared/ui/Waiting";
import { Offline } from "./Offline";

export function RequireSession() {
  const session = useSession();
  const { online } = useNetwork();
  if (session.data) return <Outlet />;
  if (!online) return <Offline onRetry={() => void session.refetch()} />;
  if (session.isPending) return <Waiting />;
  const { error } = session;
  if (error instanceof ProblemError && error.status === 401) return <SignIn />;
  return <Problem error={error} onRetry={() => void session.refetch()} />;
}
