/** What is shown of a video while it is made. */

import { screen, waitFor, within } from "@testing-library/react";
import { aProblem, aProgress, aRunningVideo, aSession, on, VIDEO_ID } from "@tests/support";
import { expect, test } from "vitest";
import { openMaking, VIDEO } from "./support";

const bar = () => screen.findByRole("progressbar", { name: "How much of the video is done" });
const currentStep = () => document.querySelector('[aria-current="step"]');

test("step, progress, time and cost are those that the events tell", async () => {
  const { stream } = await openMaking({ progress: 45, stage: "write_script", status: "generating_script" });
  expect(await bar()).toHaveAttribute("aria-valuenow", "45");
  expect(currentStep()).toHaveTextContent("Script");
  await waitFor(() => expect(stream.connections()).toBe(1));
  stream.send(aProgress({ progress: 72, message: "Drawing", remaining_seconds: 128, cost_usd: 0.12 }));
  expect(await screen.findByText("Drawing")).toBeVisible();
  expect(await bar()).toHaveAttribute("aria-valuenow", "72");
  expect(currentStep()).toHaveTextContent("Pictures");
  expect(screen.getByText("about 2 min")).toBeVisible();
  expect(screen.getByText("$0.12")).toBeVisible();
});

test("narration is told as the step that it runs beside, and what a script does without is not called done", async () => {
  await openMaking({ stage: "narrate", status: "refining_explanation", initial_explanation: null });
  await bar();
  expect(currentStep()).toHaveTextContent("Corrections and voice");
  expect(screen.getByText("Explanation", { selector: "li *" })).toHaveTextContent("not needed");
});

test("news of an earlier run change nothing, and a new attempt may begin anew", async () => {
  const { stream } = await openMaking({ generation: 2, attempts: 2, progress: 50 });
  await bar();
  await waitFor(() => expect(stream.connections()).toBe(1));
  stream.send(aProgress({ generation: 1, attempts: 5, progress: 90, message: "Old" }));
  stream.send(aProgress({ generation: 2, attempts: 1, progress: 80, message: "Old" }));
  stream.send(aProgress({ generation: 2, attempts: 3, progress: 4, message: "Explaining again" }));
  expect(await screen.findByText("Explaining again")).toBeVisible();
  expect(screen.queryByText("Old")).toBeNull();
  expect(await bar()).toHaveAttribute("aria-valuenow", "4");
});

test("the corrected text appears beside the first one with its changes marked", async () => {
  const first = "# Sides\n\n## Square\n\nIt has three sides.";
  const { stream, served } = await openMaking({ initial_explanation: first, refined_explanation: null });
  expect(await screen.findByText("It has three sides.")).toBeVisible();
  served.video = aRunningVideo({
    initial_explanation: first,
    refined_explanation: first.replace("three", "four"),
    corrections: [{ section_id: "section-1", text: "A square has four sides.", beats: [1] }],
  });
  await waitFor(() => expect(stream.connections()).toBe(1));
  stream.send(aProgress({ has_refined_explanation: true }));
  const after = await screen.findByRole("region", { name: "As corrected" });
  expect(within(after).getByText("four").tagName).toBe("INS");
  expect(screen.getByText("A square has four sides.")).toBeVisible();
});

test("pictures come one by one with their sections' names, and none is shown broken", async () => {
  const file = (name: string): string => `http://localhost/api/v1/videos/${VIDEO_ID}/files/sections/${name}`;
  const { stream } = await openMaking({ section_pictures: [file("1.jpg")] });
  const picture = await screen.findByRole("img", { name: "Picture of Section 1: Square" });
  await waitFor(() => expect(stream.connections()).toBe(1));
  stream.send(aProgress({ section_pictures: [file("1.jpg"), file("2.jpg")] }));
  expect(await screen.findByRole("img", { name: "Picture of Section 2" })).toBeVisible();
  picture.dispatchEvent(new Event("error"));
  expect(await screen.findByText("The picture is not there at the moment.")).toBeVisible();
  expect(screen.getAllByRole("img")).toHaveLength(1);
});

test("the script is shown as soon as there is one, and its markup is text", async () => {
  let asked = 0;
  const script = on("get", `${VIDEO}/files/{name}`, () => {
    asked += 1;
    return new Response("TITLE = '<script>alert(1)</script>'\n");
  });
  const { stream } = await openMaking({ stage: "write_script", status: "generating_script" }, [script]);
  await bar();
  await waitFor(() => expect(stream.connections()).toBe(1));
  expect(asked).toBe(0);
  stream.send(aProgress({ stage: "check_script", status: "validating_script" }));
  const code = await screen.findByRole("region", { name: "Script" });
  expect(await within(code).findByText("'<script>alert(1)</script>'")).toHaveClass("tok-string");
  expect(asked).toBe(1);
});

test("a guest sees pictures by the ticket of the link, and nothing to decide", async () => {
  const url = `/api/v1/videos/${VIDEO_ID}/files/sections/1.jpg`;
  const answers = [on("get", "/api/v1/session", aProblem("unauthorized"))];
  await openMaking({ section_pictures: [url] }, answers, `/videos/${VIDEO_ID}?share=TICKET`);
  expect((await screen.findByRole("img")).getAttribute("src")).toContain("share=TICKET");
  expect(screen.queryByRole("button", { name: "Cancel" })).toBeNull();
});

test("one polite region tells the steps, and not each percent", async () => {
  const { stream } = await openMaking({ stage: "render", status: "rendering_video" });
  await bar();
  const status = screen.getByText("Step 5 of 6: Pictures");
  expect(status.closest('[role="status"]')).not.toBeNull();
  const told: string[] = [];
  const watcher = new MutationObserver(() => told.push(status.textContent ?? ""));
  watcher.observe(status, { childList: true, characterData: true, subtree: true });
  await waitFor(() => expect(stream.connections()).toBe(1));
  for (let percent = 71; percent < 90; percent++) stream.send(aProgress({ progress: percent }));
  stream.send(aProgress({ stage: "deliver", status: "uploading_to_s3", progress: 92 }));
  await screen.findByText("92 %");
  expect(told).toEqual(["Step 6 of 6: Delivery"]);
  watcher.disconnect();
});

test("an operator sees the place in the queue, and others do not ask for it", async () => {
  const waiting = {
    video_id: VIDEO_ID,
    position: 2,
    priority: 5,
    caller: "",
    submitted_at: "",
    question: "",
  };
  const queue = [{ ...waiting, video_id: "other", position: 1 }, waiting];
  const answers = [
    on("get", "/api/v1/operations", {
      queued: queue,
      running: [],
      failed: [],
      closed_because: "The disk is full.",
      disk: null,
    }),
  ];
  await openMaking({ status: "queued", stage: null, progress: 0 }, answers);
  expect(await screen.findByText(/Number 2 of 2 in the queue/)).toHaveTextContent("The disk is full.");
});

test("a long question is cut in the title and whole for those who open it", async () => {
  const question = "Explain squares. ".repeat(600).trim();
  const { user } = await openMaking({ title: "", original_question: question });
  const title = await screen.findByRole("heading", { level: 1 });
  expect(title.textContent?.length).toBeLessThan(125);
  await user.click(screen.getByText("The whole question"));
  expect(screen.getByText(question)).toBeVisible();
});

test("the video is cancelled after a question, and a refusal is shown", async () => {
  let cancelled = 0;
  const refused = [
    on("post", `${VIDEO}/cancel`, () => {
      cancelled += 1;
      return aProblem("conflict", { detail: "This video has ended and can't be cancelled." });
    }),
    on("get", "/api/v1/session", aSession()),
  ];
  const { user } = await openMaking({}, refused);
  await user.click(await screen.findByRole("button", { name: "Cancel" }));
  const question = await screen.findByRole("dialog", { name: "Cancel this video?" });
  expect(cancelled).toBe(0);
  await user.click(within(question).getByRole("button", { name: "Cancel the video" }));
  expect(await within(question).findByRole("alert")).toHaveTextContent("can't be cancelled");
  await user.click(within(question).getByRole("button", { name: "Keep making it" }));
  await waitFor(() => expect(screen.queryByRole("dialog")).toBeNull());
  expect(cancelled).toBe(1);
});

test("ten minutes of news leave no more in memory than one", async () => {
  const { stream, cache } = await openMaking();
  await bar();
  await waitFor(() => expect(stream.connections()).toBe(1));
  const size = (): number =>
    JSON.stringify(
      cache
        .getQueryCache()
        .getAll()
        .map((query) => [query.queryKey, query.state.data]),
    ).length;
  stream.send(aProgress({ progress: 60, message: "Number 0000" }));
  await screen.findByText("Number 0000");
  const before = size();
  for (let number = 1; number <= 1200; number++)
    stream.send(aProgress({ progress: 60, message: `Number ${String(number).padStart(4, "0")}` }));
  await screen.findByText("Number 1200");
  expect(size()).toBe(before);
});
