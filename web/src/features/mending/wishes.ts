/** With what a video is made: as the one it comes from, or as the reader chooses. Pure. */

import type { Video, Wishes } from "@podreel/client";

export type Request = NonNullable<Video["request"]>;
export const CHOICES = ["voice", "language", "quality", "aspect", "theme"] as const;
export type ChoiceName = (typeof CHOICES)[number];
export type Choices = Pick<Request, ChoiceName>;
export type OtherChoices = Partial<Choices>;

/** Of videos from a version of the service that kept no requests, only the language is known. */
export const choicesOf = (video: Video): OtherChoices =>
  video.request ?? (video.language === null ? {} : ({ language: video.language } as OtherChoices));

/** The choices that really differ from the origin's. */
export function otherChoices(video: Video, wanted: OtherChoices): OtherChoices {
  const before = choicesOf(video);
  return Object.fromEntries(
    Object.entries(wanted).filter(
      ([name, value]) => value !== undefined && value !== before[name as ChoiceName],
    ),
  );
}

export type Change = { readonly explanation: string } | { readonly script: string };

/** The request for the new video. Without `isLinked` it is made on its own: nothing is reused. */
export function requestOf(video: Video, change: Change, wanted: OtherChoices, isLinked = true): Wishes {
  const { request } = video;
  const others = otherChoices(video, wanted);
  const same = request === null ? choicesOf(video) : keptOf(request);
  const quality = others.quality ?? same.quality;
  return {
    prompt: request?.prompt ?? video.original_question,
    ...same,
    ...others,
    ...(quality === "custom" ? { custom: request?.custom ?? null } : {}),
    ...change,
    ...(isLinked ? { edited_from: video.video_id } : {}),
  };
}

/** The edited text is what is spoken, so the narration is not asked for; an unset field stays the service's. */
function keptOf(request: Request): Wishes {
  const { model, voice, language, quality, aspect, theme, minutes, strict } = request;
  return { model, voice, language, quality, aspect, theme, strict, ...(minutes === null ? {} : { minutes }) };
}

/** What is made anew: everything, or what changed. `voice` is whether all is spoken anew. */
export interface Remake {
  readonly isAllSpoken: boolean;
  readonly isAllRendered: boolean;
}

export function remakeOf(video: Video, wanted: OtherChoices): Remake {
  const others = otherChoices(video, wanted);
  const isAllSpoken = others.voice !== undefined || others.language !== undefined;
  return { isAllSpoken, isAllRendered: Object.keys(others).length > 0 };
}

const OFFLINE = "offline";

/** The model that writes code for pictures; undefined if none is asked. */
export function writerOf({ request, model }: Video): string | undefined {
  return (request?.model ?? model) === OFFLINE ? undefined : model;
}
