/** Keeps the page itself, never its data, so that it opens without a connection and can say so. */

export function keepForOffline(): void {
  // Browsers have service workers over HTTPS and on this machine only; the page needs none to work.
  if (import.meta.env.PROD && "serviceWorker" in navigator) {
    void navigator.serviceWorker.register("/sw.js").catch(() => undefined);
  }
}
