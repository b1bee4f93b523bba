/** The editor of one video. */

import { getRouteApi } from "@tanstack/react-router";
import { MendPage } from "@/features/mending/MendPage";

const route = getRouteApi("/own/videos/$videoId/edit");

export function MendRoute() {
  const { videoId } = route.useParams();
  return <MendPage videoId={videoId} />;
}
