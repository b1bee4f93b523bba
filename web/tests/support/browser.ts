/** What jsdom lacks of a browser. */

import { vi } from "vitest";

class NoObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
  takeRecords(): [] {
    return [];
  }
}

class Cue {
  readonly startTime: number;
  readonly endTime: number;
  readonly text: string;

  constructor(startTime: number, endTime: number, text: string) {
    this.startTime = startTime;
    this.endTime = endTime;
    this.text = text;
  }
}

/** The texts that belong to a film; jsdom has a mere list. */
class Tracks extends EventTarget implements Iterable<TextTrack> {
  readonly #all: TextTrack[] = [];

  add(kind: TextTrackKind): TextTrack {
    const cues: TextTrackCue[] = [];
    const track: Partial<TextTrack> = {
      kind,
      cues: cues as unknown as TextTrackCueList,
      mode: "hidden",
      addCue: (cue) => cues.push(cue),
      removeCue: (cue) => cues.splice(cues.indexOf(cue), 1),
    };
    this.#all.push(track as TextTrack);
    return track as TextTrack;
  }

  [Symbol.iterator](): Iterator<TextTrack> {
    return this.#all[Symbol.iterator]();
  }
}

const tracks = new WeakMap<HTMLMediaElement, Tracks>();

function tracksOf(this: HTMLMediaElement): Tracks {
  const own = tracks.get(this) ?? new Tracks();
  tracks.set(this, own);
  return own;
}

/** A wide window in a bright room; nothing is laid out, so nothing changes its size. */
function matchMedia(query: string): MediaQueryList {
  const list: Partial<MediaQueryList> = {
    matches: /min-width/.test(query),
    media: query,
    onchange: null,
    addEventListener: () => undefined,
    removeEventListener: () => undefined,
    addListener: () => undefined,
    removeListener: () => undefined,
    dispatchEvent: () => false,
  };
  return list as MediaQueryList;
}

export function completeBrowser(): void {
  vi.stubGlobal("matchMedia", matchMedia);
  vi.stubGlobal("ResizeObserver", NoObserver);
  vi.stubGlobal("IntersectionObserver", NoObserver);
  vi.stubGlobal("scrollTo", () => undefined);
  Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });
  const element = Element.prototype;
  element.scrollIntoView = () => undefined;
  element.scrollTo = () => undefined;
  element.hasPointerCapture = () => false;
  // jsdom has no layout, and CodeMirror asks where the letters are.
  Range.prototype.getClientRects = () => [] as unknown as DOMRectList;
  Range.prototype.getBoundingClientRect = () => new DOMRect();
  // Fields that grow with their text wait for the letters.
  Object.defineProperty(document, "fonts", { configurable: true, value: new EventTarget() });
  const media = HTMLMediaElement.prototype;
  media.load = () => undefined;
  media.pause = () => undefined;
  media.play = () => Promise.resolve();
  Object.defineProperty(media, "textTracks", { get: tracksOf });
  // As in most browsers.
  Object.defineProperty(media, "audioTracks", { value: undefined });
  Object.defineProperty(media, "videoTracks", { value: undefined });
  media.addTextTrack = function (kind) {
    return tracksOf.call(this).add(kind);
  };
  vi.stubGlobal("VTTCue", Cue);
  // Text fields that grow with their text ask when letters are loaded.
  Object.defineProperty(document, "fonts", { value: new EventTarget(), configurable: true });
  URL.createObjectURL = () => "blob:test";
  URL.revokeObjectURL = () => undefined;
}

/** Longer ones are limits: of a call, of a silence, of a test's own patience. */
const LONGEST_PAUSE = 10_000;

/** Until the test ends, pauses pass a hundred times as fast: those between the client's tries, for example. */
export function hurry(factor = 100): void {
  const pause = globalThis.setTimeout;
  vi.spyOn(globalThis, "setTimeout").mockImplementation(((act: () => void, milliseconds = 0, ...rest: []) =>
    pause(act, milliseconds / (milliseconds < LONGEST_PAUSE ? factor : 1), ...rest)) as typeof setTimeout);
}
