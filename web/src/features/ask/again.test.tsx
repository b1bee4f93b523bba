/** Asking again what a video was made from. */

import { screen } from "@testing-library/react";
import { aCompletedVideo, aProblem, aRequest, on, renderPage, VIDEO_ID } from "@tests/support";
import { HttpResponse } from "msw";
import { expect, test } from "vitest";

const estimate = on("post", "/api/v1/estimate", aProblem("unavailable"));

test("the form is filled with the video's question and choices, once", async () => {
  const request = aRequest({ quality: "draft", voice: "Matthew", prompt: "Explain squares and circles" });
  const page = await renderPage(`/?again=${VIDEO_ID}`, {
    answers: [estimate, on("get", "/api/v1/videos/{video_id}", aCompletedVideo({ request }))],
  });
  expect(await screen.findByDisplayValue("Explain squares and circles")).toBeVisible();
  expect(page.address()).toBe("/");
  expect(JSON.parse(localStorage.getItem("podreel.choices") ?? "{}")).toMatchObject({
    quality: "draft",
    voice: "Matthew",
  });
});

test("a video of the reader's own script brings the script", async () => {
  const script = "from scenekit import NarratedScene\n\n\nclass One(NarratedScene):\n    pass\n";
  const request = aRequest({ prompt: "", script: "" });
  await renderPage(`/?again=${VIDEO_ID}`, {
    answers: [
      estimate,
      on("get", "/api/v1/videos/{video_id}", aCompletedVideo({ request, original_question: "" })),
      on("get", "/api/v1/videos/{video_id}/files/{name}", () => HttpResponse.text(script)),
    ],
  });
  expect(await screen.findByText(/script\.py/)).toBeVisible();
});

test("a video that is gone is told, and the form stays", async () => {
  await renderPage(`/?again=${VIDEO_ID}`, {
    answers: [
      estimate,
      on("get", "/api/v1/videos/{video_id}", aProblem("deleted", { detail: "It was deleted." })),
    ],
  });
  expect(await screen.findByText("It was deleted.")).toBeVisible();
  expect(screen.getByRole("textbox")).toBeEnabled();
});
