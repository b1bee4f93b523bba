import type { components } from "@podreel/client";
import { fireEvent, screen, waitFor, within } from "@testing-library/react";
import { aProblem, aSession, aVideo, hurry, isGone, on, renderPage, service, VIDEO_ID } from "@tests/support";
import { HttpResponse } from "msw";
import { beforeEach, expect, test, vi } from "vitest";

type Schemas = components["schemas"];
const ROUTE = "/api/v1/operations";
const LOGS = "/api/v1/videos/{video_id}/logs";
const ago = (seconds: number): string => new Date(Date.now() - seconds * 1000).toISOString();

function operations(changes: Partial<Schemas["OperationsAnswer"]> = {}): Schemas["OperationsAnswer"] {
  return { queued: [], running: [], failed: [], closed_because: "", disk: null, ...changes };
}

function queued(position: number): Schemas["QueuedVideo"] {
  return {
    video_id: `0b9d6c1e-2f5a-4c1e-9a53-${`${position}`.padStart(12, "0")}`,
    question: `Question ${position}`,
    position,
    priority: 5,
    caller: "school",
    submitted_at: ago(125),
  };
}

const running: Schemas["RunningVideo"] = {
  video_id: VIDEO_ID,
  question: "Why is the sky blue?",
  generation: 2,
  tries: 3,
  caller: "school",
  resumed_at: ago(61),
  is_cancelled: false,
  state: "running",
  kubectl: "kubectl describe job/vid-1 -n films",
};

const failed: Schemas["FailedVideo"] = {
  video_id: VIDEO_ID,
  question: "What is a prime?",
  generation: 1,
  code: "out_of_memory",
  category: "node_out_of_memory",
  message: "The node had no memory left.",
  next_step: "Give videos less, or the node more.",
  command: `podreel logs ${VIDEO_ID}`,
  kubectl: "",
  finished_at: "2026-11-21T10:02:00Z",
};

const health: Schemas["HealthAnswer"] = {
  status: "ready",
  parts: { redis: { state: "ok", sentence: "Reachable.", next_step: "" } },
};

beforeEach(() => service.use(on("get", "/health/ready", health)));

const section = (name: string) => screen.findByRole("region", { name });

test("the queue tells positions, priority, caller and age", async () => {
  const told = operations({ queued: [queued(1), queued(2)] });
  await renderPage("/operations", { answers: [on("get", ROUTE, told)] });
  const queue = await section("Queue (2)");
  const [first] = within(queue).getAllByRole("listitem");
  expect(first).toHaveTextContent("Question 1");
  expect(first).toHaveTextContent(/Position 1 · Priority 5 · waiting for 2 min .* · by school/);
});

test("of a queue of thousands those that start next are in the page", async () => {
  const told = operations({ queued: Array.from({ length: 3_000 }, (_, place) => queued(place + 1)) });
  const page = await renderPage("/operations", { answers: [on("get", ROUTE, told)] });
  const queue = await section("Queue (3000)");
  expect(within(queue).getAllByRole("listitem")).toHaveLength(20);
  await page.user.click(screen.getByRole("button", { name: "Show 100 more" }));
  expect(within(queue).getAllByRole("listitem")).toHaveLength(120);
});

test("a running video tells its state, tries and time, and can be cancelled", async () => {
  let isCancelled = false;
  const page = await renderPage("/operations", {
    answers: [
      on("get", ROUTE, () => operations({ running: [{ ...running, is_cancelled: isCancelled }] })),
      on("post", "/api/v1/videos/{video_id}/cancel", () => {
        isCancelled = true;
        return HttpResponse.json(aVideo(), { status: 202 });
      }),
    ],
  });
  const list = await section("Running (1)");
  expect(list).toHaveTextContent(/Running · for 1 min .* · 3 tries · run 2 · by school/);
  expect(within(list).getByRole("link")).toHaveAttribute("href", `/videos/${VIDEO_ID}`);
  await page.user.click(within(list).getByRole("button", { name: "Cancel “Why is the sky blue?”" }));
  expect(await within(list).findByText("Being stopped")).toBeVisible();
  expect(within(list).queryByRole("button", { name: /^Cancel/ })).toBeNull();
});

test("a failure tells its cause and next step, with a command to copy", async () => {
  const told = operations({ failed: [failed] });
  const page = await renderPage("/operations", { answers: [on("get", ROUTE, told)] });
  const list = await section("Latest failures (1)");
  expect(within(list).getByText("The node ran out of memory")).toBeVisible();
  expect(list).toHaveTextContent("The node had no memory left.Give videos less, or the node more.");
  await page.user.click(within(list).getByRole("button", { name: "Copy" }));
  expect(await within(list).findByRole("button", { name: "Copied" })).toBeVisible();
  expect(await navigator.clipboard.readText()).toBe(`podreel logs ${VIDEO_ID}`);
});

test("a cause that this page does not know yet is shown by its name", async () => {
  const told = operations({ failed: [{ ...failed, category: "solar_flare" as "internal" }] });
  await renderPage("/operations", { answers: [on("get", ROUTE, told)] });
  expect(await screen.findByText("solar_flare")).toBeVisible();
});

test("a browser that refuses to copy is told of", async () => {
  const told = operations({ failed: [failed] });
  const page = await renderPage("/operations", { answers: [on("get", ROUTE, told)] });
  const button = await screen.findByRole("button", { name: "Copy" });
  vi.spyOn(navigator.clipboard, "writeText").mockRejectedValue(new Error("not here"));
  await page.user.click(button);
  expect(await screen.findByRole("button", { name: /refuses/ })).toBeVisible();
});

test("a retry that is refused says why", async () => {
  const page = await renderPage("/operations", {
    answers: [
      on("get", ROUTE, operations({ failed: [failed] })),
      on("post", "/api/v1/videos/{video_id}/retry", () => aProblem("conflict")),
    ],
  });
  await page.user.click(await screen.findByRole("button", { name: "Retry “What is a prime?”" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("This helps against conflict.");
});

test("why nothing is started, the disk, and parts that are down are told", async () => {
  const disk = { total_bytes: 100 * 2 ** 30, free_bytes: 2 ** 30, least_free_bytes: 2 * 2 ** 30 };
  await renderPage("/operations", {
    answers: [
      on("get", ROUTE, operations({ closed_because: "The disk is nearly full.", disk })),
      on("get", "/health/ready", () =>
        HttpResponse.json(
          {
            status: "not_ready",
            parts: {
              redis: { state: "down", sentence: "No response.", next_step: "Check that it runs." },
              disk: { state: "down", sentence: "Only 1 GB is free.", next_step: "Free some." },
            },
          },
          { status: 503 },
        ),
      ),
    ],
  });
  const closed = await screen.findByRole("alert");
  expect(closed).toHaveTextContent("No video is started nowThe disk is nearly full.");
  const told = await section("Health");
  expect(await within(told).findAllByText("Down")).toHaveLength(2);
  expect(told).toHaveTextContent("No response.Check that it runs.");
  expect(told).toHaveTextContent("1 GB of 100 GB are free.");
});

test("the page is current without being asked, and keeps what it knew when the service is gone", async () => {
  let turns = 0;
  await renderPage("/operations", {
    answers: [on("get", ROUTE, () => operations({ queued: turns++ === 0 ? [] : [queued(1)] }))],
  });
  await section("Queue (0)");
  expect(await section("Queue (1)")).toBeVisible();
  hurry();
  service.use(isGone("get", ROUTE));
  expect(await screen.findByRole("alert")).toHaveTextContent(/unreachable/);
  expect(screen.getByText("Question 1")).toBeVisible();
});

test("who is no operator gets a clear sentence, and nothing is asked for", async () => {
  const user = aSession({ is_keyless: false, name: "school", role: "user" });
  await renderPage("/operations", { answers: [on("get", "/api/v1/session", user)] });
  expect(await screen.findByText(/This page is for operators/)).toBeVisible();
});

test("a log follows, pauses, goes to the clipboard, and is in the address", async () => {
  const lines = ['{"timestamp":"2026-11-21T10:00:00Z","level":"info","event":"started","stage":"explain"}'];
  const tails: (string | null)[] = [];
  const page = await renderPage("/operations", {
    answers: [
      on("get", ROUTE, operations({ failed: [failed] })),
      on("get", LOGS, ({ query }) => {
        tails.push(query.get("tail"));
        return HttpResponse.text(`${lines.join("\n")}\n`);
      }),
    ],
  });
  await page.user.click(await screen.findByRole("button", { name: "Log of “What is a prime?”" }));
  const log = await screen.findByRole("dialog", { name: "Log" });
  expect(page.address()).toBe(`/operations?log=${VIDEO_ID}`);
  const row = await within(log).findByRole("row", { name: /started/ });
  expect(row).toHaveTextContent("infostartedstage explain");
  expect(tails[0]).toBe("500");
  lines.push('{"level":"error","event":"crashed"}');
  expect(await within(log).findByRole("row", { name: /crashed/ })).toBeVisible();
  await page.user.click(within(log).getByRole("button", { name: "Pause" }));
  const asked = tails.length;
  await page.user.click(within(log).getByRole("button", { name: "Copy these lines" }));
  await waitFor(async () => expect(await navigator.clipboard.readText()).toContain("crashed"));
  await new Promise((resolve) => setTimeout(resolve, 2_500));
  expect(tails).toHaveLength(asked);
  await page.user.click(within(log).getByRole("button", { name: "Close the log" }));
  await waitFor(() => expect(page.address()).toBe("/operations"));
});

test("a log stays at its end unless the reader scrolls up", async () => {
  vi.spyOn(HTMLElement.prototype, "scrollHeight", "get").mockReturnValue(1_000);
  vi.spyOn(HTMLElement.prototype, "clientHeight", "get").mockReturnValue(300);
  const lines = ["one"];
  const page = await renderPage(`/operations?log=${VIDEO_ID}`, {
    answers: [on("get", ROUTE, operations()), on("get", LOGS, () => HttpResponse.text(lines.join("\n")))],
  });
  const box = await screen.findByRole("region", { name: "Lines of the log" });
  expect(box.scrollTop).toBe(1_000);
  box.scrollTop = 100;
  fireEvent.scroll(box);
  lines.push("two");
  await within(box).findByRole("row", { name: /two/ });
  expect(box.scrollTop).toBe(100);
  await page.user.click(screen.getByRole("button", { name: "To the newest line" }));
  expect(box.scrollTop).toBe(1_000);
});

test("a log that cannot be read says why", async () => {
  await renderPage(`/operations?log=${VIDEO_ID}`, {
    answers: [on("get", ROUTE, operations()), on("get", LOGS, () => aProblem("deleted"))],
  });
  expect(await screen.findByRole("alert")).toHaveTextContent("This helps against deleted.");
});
