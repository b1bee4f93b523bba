/** Opens an address of the page in a test, with all that the page stands on in a browser. */

import type { QueryClient } from "@tanstack/react-query";
import { createMemoryHistory, RouterProvider } from "@tanstack/react-router";
import { type RenderResult, render } from "@testing-library/react";
import { type UserEvent, userEvent } from "@testing-library/user-event";
import type { RequestHandler } from "msw";
import { Providers } from "@/app/Providers";
import { createPages } from "@/app/router";
import { createCache } from "@/shared/api/cache";
import { openTexts, type PageLanguage } from "@/shared/texts";
import { service } from "./service";

interface PageOptions {
  /** What the service answers here, by `on(…)`; the first that fits counts. */
  readonly answers?: readonly RequestHandler[];
  readonly language?: PageLanguage;
}

export interface Page extends RenderResult {
  readonly user: UserEvent;
  readonly cache: QueryClient;
  /** The address the reader is at now, such as `/videos?status=failed`. */
  readonly address: () => string;
  /** What the browser's own button does. */
  readonly back: () => void;
}

/** `await renderPage("/videos", { answers: [on("get", "/api/v1/videos", aPage())] })` */
export async function renderPage(path: string, options: PageOptions = {}): Promise<Page> {
  service.use(...(options.answers ?? []));
  const history = createMemoryHistory({ initialEntries: [path] });
  const pages = createPages(history);
  const [cache, texts] = [createCache(), await openTexts(options.language ?? "en")];
  const user = userEvent.setup();
  const rendered = render(
    <Providers cache={cache} texts={texts}>
      <RouterProvider router={pages} />
    </Providers>,
  );
  return { ...rendered, user, cache, address: () => pages.state.location.href, back: () => history.back() };
}
