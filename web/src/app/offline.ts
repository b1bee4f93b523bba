/** Keeps the page itself, never its data, so that it opens without a connection and can say so. */

import { registerSW } from "virtual:pwa-register";

export function keepForOffline(): void {
  registerSW({ immediate: true });
}
