/** What is shown of a video that failed or was cancelled. */

import { screen, waitFor } from "@testing-library/react";
import { aFailedVideo, aProblem, aRunningVideo, on, VIDEO_ID } from "@tests/support";
import { HttpResponse } from "msw";
import { expect, test } from "vitest";
import { openMaking, VIDEO } from "./support";

const failed = aFailedVideo({ stage: "check_script" });
const accepted = {
  video_id: VIDEO_ID,
  status: "queued",
  message: "",
  video_url: null,
  s3_url: null,
  created_at: null,
  progress: 0,
  original_question: "",
  model: "offline",
  language: "en",
  initial_explanation: null,
  refined_explanation: null,
} as const;

test("a failed video says why, what to do, how far it came, and shows its log when it is opened", async () => {
  const tails: (string | null)[] = [];
  const log = on("get", `${VIDEO}/logs`, ({ query }) => {
    tails.push(query.get("tail"));
    return new HttpResponse(
      '{"timestamp":"2026-11-21T10:01:02Z","level":"error","event":"script_failed","section":2}\nKilled',
    );
  });
  const { user } = await openMaking(failed, [log]);
  const alert = await screen.findByRole("alert");
  expect(alert).toHaveTextContent("The script could not be rendered.");
  expect(alert).toHaveTextContent("Ask again, or send a script of your own.");
  expect(alert).toHaveTextContent("Code: script_failed");
  expect(document.querySelector('[aria-current="step"]')).toHaveTextContent("Trial run stopped here");
  expect(screen.getByText(/A square has four equal sides/)).toBeVisible();
  expect(screen.queryByRole("progressbar")).toBeNull();
  expect(tails).toEqual([]);
  await user.click(screen.getByText("Log, the last lines"));
  const lines = await screen.findByRole("region", { name: "Log, the last lines" });
  expect(lines.textContent).toBe("10:01:02 error script_failed section=2\nKilled");
  expect(tails).toEqual(["200"]);
});

test("a retry goes on as the next run", async () => {
  const { user, served, stream } = await openMaking(failed, [
    on("post", `${VIDEO}/retry`, () => {
      served.video = aRunningVideo({ generation: 2, attempts: 1, progress: 3, message: "Explaining" });
      return accepted;
    }),
  ]);
  await user.click(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByText("Explaining")).toBeVisible();
  await waitFor(() => expect(stream.connections()).toBe(1));
  expect(screen.queryByRole("alert")).toBeNull();
});

test("a retry that is refused says so", async () => {
  const { user } = await openMaking(failed, [on("post", `${VIDEO}/retry`, aProblem("quota_used_up"))]);
  await user.click(await screen.findByRole("button", { name: "Try again" }));
  expect(await screen.findByText("This is the problem quota_used_up.")).toBeVisible();
});

test("the question can be changed", async () => {
  await openMaking(failed);
  const link = await screen.findByRole("link", { name: "Change the question" });
  expect(link).toHaveAttribute("href", `/?again=${VIDEO_ID}`);
});

test("a cancelled video can go on, and a log that can't be read says why", async () => {
  const { user } = await openMaking({ status: "cancelled", stage: "render", failure: null }, [
    on("get", `${VIDEO}/logs`, aProblem("invalid_request")),
  ]);
  expect(await screen.findByRole("note")).toHaveTextContent("This video was cancelled.");
  expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
  await user.click(screen.getByText("Log, the last lines"));
  expect(await screen.findByRole("alert")).toHaveTextContent("invalid_request");
});
