/** One Podreel service. */

import createClient, { type Client } from "openapi-fetch";

import { calling, type Fetch } from "./calls.ts";
import { follow, type VideoEvent, type WatchOptions } from "./events.ts";
import { RETRYING, type Backoff } from "./pauses.ts";
import { ProblemError, unreadable } from "./problem.ts";
import type { components, operations, paths } from "./schema.ts";

type Schemas = components["schemas"];
export type Config = Schemas["ConfigAnswer"];
export type Status = Schemas["StatusAnswer"];
export type Video = Schemas["VideoDetail"];
export type VideoSummary = Schemas["VideoSummary"];
export type VideoPage = Schemas["VideoPage"];
export type ShareLink = Schemas["ShareAnswer"];
/** The fields of a request; the service has a default for those that are left out. */
export type Wishes = Partial<Schemas["VideoSubmission"]>;
export type Language = Schemas["VideoSubmission"]["language"];
export type Voice = Schemas["VideoSubmission"]["voice"];
export type Explanation = Schemas["ExplanationAnswer"];
export type ScriptFault = Schemas["LineFault"];
export type Estimate = Schemas["EstimateAnswer"];
export type Filters = NonNullable<operations["listVideos"]["parameters"]["query"]>;

export interface PodreelOptions {
  /** Such as `https://videos.example`; in a browser the page's own site if left out. */
  readonly baseUrl?: string;
  /** For programs. A page of the service's own site uses a session's cookie instead, which scripts can't read. */
  readonly apiKey?: string;
  /** `include` sends the cookie to another site. */
  readonly credentials?: RequestCredentials;
  readonly timeoutSeconds?: number;
  readonly retrying?: Backoff;
  readonly fetch?: Fetch;
}

export interface CallOptions {
  /** Aborts the call, which then throws the signal's reason. */
  readonly signal?: AbortSignal | undefined;
}

export interface SubmitOptions extends CallOptions {
  readonly idempotencyKey?: string;
}

const PAGE = 100;

/** Every method throws ProblemError. */
export class Podreel {
  /** All routes, typed, for what has no method here; it throws ProblemError too. */
  readonly api: Client<paths>;

  constructor(options: PodreelOptions = {}) {
    const { apiKey, baseUrl = globalThis.location?.origin ?? "http://127.0.0.1:8000" } = options;
    this.api = createClient<paths>({
      baseUrl,
      credentials: options.credentials ?? "same-origin",
      ...(apiKey === undefined ? {} : { headers: { Authorization: `Bearer ${apiKey}` } }),
      fetch: calling({
        fetch: options.fetch ?? ((request) => globalThis.fetch(request)),
        retrying: options.retrying ?? RETRYING,
        timeoutSeconds: options.timeoutSeconds ?? 60,
      }),
    });
  }

  /** What a request may choose from here. */
  config(options: CallOptions = {}): Promise<Config> {
    return dataOf(this.api.GET("/api/v1/config", signalOf(options)));
  }

  /** Asks for a video. The same key always means the same video; without one, each call is a new one. */
  submit(wishes: Wishes, options: SubmitOptions = {}): Promise<Status> {
    const header = { "idempotency-key": options.idempotencyKey ?? newKey() };
    const body = wishes as Schemas["VideoSubmission"];
    return dataOf(this.api.POST("/api/v1/videos", { params: { header }, body, ...signalOf(options) }));
  }

  /** What a video would cost, and how long it would take; nothing is made. */
  estimate(wishes: Wishes, options: CallOptions = {}): Promise<Estimate> {
    const body = wishes as Schemas["VideoSubmission"];
    return dataOf(this.api.POST("/api/v1/estimate", { body, ...signalOf(options) }));
  }

  /** All details of a video. */
  get(videoId: string, options: CallOptions = {}): Promise<Video> {
    return dataOf(this.api.GET("/api/v1/videos/{video_id}", { params: of(videoId), ...signalOf(options) }));
  }

  /** What a video says, by section, with each one's code; `submit` takes its edited `markdown` with `edited_from`. */
  explanation(videoId: string, options: CallOptions = {}): Promise<Explanation> {
    const path = "/api/v1/videos/{video_id}/explanation";
    return dataOf(this.api.GET(path, { params: of(videoId), ...signalOf(options) }));
  }

  /** What is wrong with a script, with lines and columns; nothing of it is run. */
  async checkScript(script: string, options: CallOptions = {}): Promise<readonly ScriptFault[]> {
    const call = this.api.POST("/api/v1/script/check", { body: { script }, ...signalOf(options) });
    return (await dataOf(call)).faults;
  }

  /** Some videos, the newest first; `cursor` is the `next_cursor` of the page before. */
  page(filters: Filters = {}, options: CallOptions = {}): Promise<VideoPage> {
    return dataOf(this.api.GET("/api/v1/videos", { params: { query: filters }, ...signalOf(options) }));
  }

  /** The newest videos first, at most `limit`, asked for page by page. */
  async *list(filters: Filters = {}, options: CallOptions = {}): AsyncGenerator<VideoSummary, void, void> {
    let left = filters.limit ?? Infinity;
    let cursor: string | null = filters.cursor ?? "";
    while (cursor !== null && left > 0) {
      const page: VideoPage = await this.page({ ...filters, cursor, limit: Math.min(left, PAGE) }, options);
      yield* page.videos.slice(0, left);
      left -= page.videos.length;
      cursor = page.next_cursor;
    }
  }

  /** What happens to a video; the last event is its end. */
  events(videoId: string, options: WatchOptions = {}): AsyncGenerator<VideoEvent, void, void> {
    return follow(async (lastEventId) => {
      const header = lastEventId === "" ? {} : { "last-event-id": lastEventId };
      const params = { ...of(videoId), header };
      const path = "/api/v1/videos/{video_id}/events";
      return (await this.api.GET(path, { params, parseAs: "stream", ...signalOf(options) })).response;
    }, options);
  }

  /** The video once it is completed, failed or cancelled. */
  async wait(videoId: string, options: WatchOptions = {}): Promise<Video> {
    for await (const _ of this.events(videoId, options));
    return this.get(videoId, options);
  }

  /** One file of a video, such as `captions.vtt`: read its `body`, `blob()` or `text()`. */
  async download(videoId: string, name = "video.mp4", options: CallOptions = {}): Promise<Response> {
    const params = { path: { video_id: videoId, name } };
    const path = "/api/v1/videos/{video_id}/files/{name}";
    return (await this.api.GET(path, { params, parseAs: "stream", ...signalOf(options) })).response;
  }

  /** A sentence in this voice, as audio/mp4. */
  async voiceSample(voice: Voice, language: Language = "en", options: CallOptions = {}): Promise<Blob> {
    const params = { path: { name: voice }, query: { language } };
    const path = "/api/v1/voices/{name}/sample";
    return (await this.api.GET(path, { params, parseAs: "stream", ...signalOf(options) })).response.blob();
  }

  /** Cancels a video; its status is `cancelled` once it has stopped. */
  cancel(videoId: string, options: CallOptions = {}): Promise<Status> {
    return dataOf(this.api.POST("/api/v1/videos/{video_id}/cancel", { params: of(videoId), ...signalOf(options) }));
  }

  /** Makes a failed or cancelled video again; finished parts are reused. */
  retry(videoId: string, options: CallOptions = {}): Promise<Status> {
    return dataOf(this.api.POST("/api/v1/videos/{video_id}/retry", { params: of(videoId), ...signalOf(options) }));
  }

  /** Deletes a video with all its files, also while it is being made; a deleted one stays deleted. */
  async delete(videoId: string, options: CallOptions = {}): Promise<void> {
    try {
      await this.api.DELETE("/api/v1/videos/{video_id}", { params: of(videoId), ...signalOf(options) });
    } catch (problem) {
      if (!(problem instanceof ProblemError) || problem.status !== 410) throw problem;
    }
  }

  /** A link with which anyone may watch the video. */
  share(videoId: string, wanted: { hours?: number; label?: string } = {}, options: CallOptions = {}): Promise<ShareLink> {
    const body = wanted as Schemas["ShareRequest"];
    return dataOf(this.api.POST("/api/v1/videos/{video_id}/share", { params: of(videoId), body, ...signalOf(options) }));
  }
}

function of(videoId: string): { path: { video_id: string } } {
  return { path: { video_id: videoId } };
}

/** Also on a page without TLS, where browsers have no `crypto.randomUUID`. */
function newKey(): string {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), (byte) => byte.toString(16).padStart(2, "0")).join("");
}

function signalOf({ signal }: CallOptions): { signal?: AbortSignal } {
  return signal === undefined ? {} : { signal };
}

/** The answer's value: calls that fail throw, so it is there. */
async function dataOf<T>(call: Promise<{ data?: T }>): Promise<T> {
  try {
    return (await call).data as T;
  } catch (cause) {
    // A proxy's page in place of the answer.
    throw cause instanceof SyntaxError ? unreadable("answers", cause) : cause;
  }
}
