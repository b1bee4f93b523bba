/** How long ago a moment of the service was. */

/** At least none: the reader's clock may be behind the service's. */
export function secondsSince(moment: string, now: number): number {
  return Math.max(0, (now - Date.parse(moment)) / 1000);
}
