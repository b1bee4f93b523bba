/** A video that can't be shown says why, and the way on is one for people. */

import { screen } from "@testing-library/react";
import { aProblem, aSession, hurry, isGone, on, renderPage, VIDEO_ID } from "@tests/support";
import { expect, test } from "vitest";

const VIDEO = "/api/v1/videos/{video_id}";

test("a guest whose link has ended is told to ask for a new one", async () => {
  let asked = 0;
  const session = on("get", "/api/v1/session", () => {
    asked += 1;
    return aSession();
  });
  const answers = [
    on("get", VIDEO, () =>
      aProblem("unauthorized", {
        detail: "This link has ended.",
        next_step: "Send `Authorization: Bearer KEY`.",
      }),
    ),
    session,
  ];
  await renderPage(`/videos/${VIDEO_ID}?share=old`, { answers });
  expect(await screen.findByText("This link has ended.")).toBeVisible();
  expect(screen.getByText(/ask its sender for a new one/)).toBeVisible();
  expect(screen.queryByText(/Authorization/)).toBeNull();
  expect(asked).toBe(0);
});

test("a service that is gone is told with what a reader can do", async () => {
  hurry();
  await renderPage(`/videos/${VIDEO_ID}`, { answers: [isGone("get", VIDEO)] });
  expect(await screen.findByText(/Check your connection/)).toBeVisible();
});
