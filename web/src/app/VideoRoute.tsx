/** One video: watched while it is made, and played when it is done. */

import { useNetwork } from "@mantine/hooks";
import { ProblemError } from "@podreel/client";
import { getRouteApi } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { MakingPage } from "@/features/making/MakingPage";
import { SignIn } from "@/features/session/SignIn";
import { isRefusal } from "@/shared/api/following";
import { useVideo } from "@/shared/api/videos";
import { Gone } from "@/shared/ui/Gone";
import { Problem } from "@/shared/ui/Problem";
import { Waiting } from "@/shared/ui/Waiting";
import { Offline } from "./Offline";

const route = getRouteApi("/videos/$videoId");
const WatchPage = lazy(async () => ({ default: (await import("@/features/watching/WatchPage")).WatchPage }));

export function VideoRoute() {
  const { videoId } = route.useParams();
  const { share } = route.useSearch();
  const video = useVideo(videoId, share);
  const { online } = useNetwork();
  if (video.data === undefined) {
    if (!online) return <Offline onRetry={() => void video.refetch()} />;
    if (video.isPending) return <Waiting />;
    const { error } = video;
    if (error instanceof ProblemError && error.status === 401 && share === undefined) return <SignIn />;
    if (isRefusal(error)) return <Gone error={error} isGuest={share !== undefined} />;
    return <Problem error={error} onRetry={() => void video.refetch()} />;
  }
  if (video.data.status !== "completed") return <MakingPage video={video.data} share={share} />;
  return (
    <Suspense fallback={<Waiting />}>
      <WatchPage video={video.data} share={share} />
    </Suspense>
  );
}
