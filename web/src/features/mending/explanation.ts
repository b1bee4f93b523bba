/** The spoken text of a video, as the service tells it. */

import type { components } from "@podreel/client";

type Schemas = components["schemas"];

/** A section: what is spoken in it, and the code that draws it; `first_line` is that code's place in the script. */
export type SpokenSection = Readonly<Omit<Schemas["ExplainedSection"], "beats">> & {
  readonly beats: readonly string[];
};

export type SpokenText = Readonly<Pick<Schemas["ExplanationAnswer"], "title" | "markdown">> & {
  readonly sections: readonly SpokenSection[];
};
