/** How fast the reader plays videos, remembered for the next one. Media-chrome remembers the volume. */

export const SPEEDS = [0.5, 0.75, 1, 1.25, 1.5, 1.75, 2];
const KEPT = "podreel.speed";
/** What browsers play with sound. */
const [SLOWEST, FASTEST] = [0.25, 4];

export function playAsBefore(media: HTMLVideoElement): void {
  const speed = Number(localStorage.getItem(KEPT) ?? 1);
  if (!(speed >= SLOWEST && speed <= FASTEST)) return;
  media.defaultPlaybackRate = speed;
  media.playbackRate = speed;
}

export function rememberSpeed(media: HTMLVideoElement): void {
  localStorage.setItem(KEPT, String(media.playbackRate));
}
