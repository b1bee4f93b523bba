/** The service that served this page. */

import { Podreel } from "@podreel/client";

/** Calls with the session's cookie; on a service without keys it needs none. */
export const podreel = new Podreel({ credentials: "same-origin" });

/** The client of a reader: one who came with a shared link sends its ticket along. */
export function readerOf(share: string | undefined): Podreel {
  if (share === undefined) return podreel;
  return new Podreel({
    credentials: "omit",
    fetch: (request) => globalThis.fetch(new Request(withTicket(request.url, share), request)),
  });
}

/** An address with the ticket of a shared link, for players and pictures, which send no headers. */
export function withTicket(url: string, share: string | undefined): string {
  if (share === undefined) return url;
  const full = new URL(url, globalThis.location.origin);
  full.searchParams.set("share", share);
  return full.href;
}

/** The address of a video's file. */
export function fileUrl(videoId: string, name: string, share?: string): string {
  return withTicket(`/api/v1/videos/${videoId}/files/${name}`, share);
}
