/** Before and after each unit test: a browser without gaps, and a service that answers. */

import "@testing-library/jest-dom/vitest";
import { cleanup, configure } from "@testing-library/react";
import { afterAll, afterEach, beforeAll, beforeEach, vi } from "vitest";
import { completeBrowser } from "./support/browser";
import { resetService, service, startService } from "./support/service";

completeBrowser();
// The first page of a file loads its code, which takes long on a busy machine.
configure({ asyncUtilTimeout: 20_000 });
beforeAll(startService);
beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
  resetService();
});
afterAll(() => service.close());
