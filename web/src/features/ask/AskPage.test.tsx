/** The one box: what it takes, what it says before the click, and that a click makes one video. */

import type { Wishes } from "@podreel/client";
import { screen, waitFor } from "@testing-library/react";
import {
  aConfig,
  anEstimate,
  aProblem,
  aVendorsModel,
  aVideo,
  on,
  type Page,
  renderPage,
  someChoices,
  VIDEO_ID,
} from "@tests/support";
import { expect, test } from "vitest";
import lessons from "../../../../contract/lessons.py?raw";
import { EXAMPLES } from "./examples";

const QUESTION = "Explain binary search";
const TEXT = "A square has four equal sides.";
const box = () => screen.findByRole("textbox", { name: "Your question or text" });
const button = () => screen.getByRole("button", { name: "Make the video" });
const estimated = on("post", "/api/v1/estimate", anEstimate());
const opened = on("get", "/api/v1/videos/{video_id}", aVideo());
const events = on("get", "/api/v1/videos/{video_id}/events", () => aProblem("too_many_streams"));
// The page of the new video, which comes next, asks for its place in the queue.
const queue = on("get", "/api/v1/operations", () => aProblem("forbidden"));

async function write(page: Page, text: string): Promise<void> {
  await page.user.click(await box());
  await page.user.paste(text);
}

/** The service accepts all; what was sent is noted. */
function accepting(): {
  readonly sent: { wishes: Wishes; key: string | null }[];
  readonly answers: ReturnType<typeof on>[];
} {
  const sent: { wishes: Wishes; key: string | null }[] = [];
  const accepted = on("post", "/api/v1/videos", ({ body, headers }) => {
    sent.push({ wishes: body, key: headers.get("idempotency-key") });
    return aVideo();
  });
  return { sent, answers: [accepted, estimated, opened, events, queue] };
}

test("the box has the focus, and Ctrl+Enter asks for the video and goes to it", async () => {
  const { sent, answers } = accepting();
  const page = await renderPage("/", { answers });
  expect(await box()).toHaveFocus();
  await page.user.paste(QUESTION);
  await page.user.keyboard("{Control>}{Enter}{/Control}");
  await waitFor(() => expect(page.address()).toBe(`/videos/${VIDEO_ID}`));
  expect(sent[0]?.wishes).toEqual({ prompt: QUESTION });
});

test("a double click makes one video", async () => {
  const { sent, answers } = accepting();
  const page = await renderPage("/", { answers });
  await write(page, QUESTION);
  await page.user.dblClick(button());
  await waitFor(() => expect(page.address()).toBe(`/videos/${VIDEO_ID}`));
  expect(new Set(sent.map(({ key }) => key)).size).toBe(1);
});

test("what is sent again after a failure has the same key, and another question another one", async () => {
  const keys: (string | null)[] = [];
  const failing = on("post", "/api/v1/videos", ({ headers }) => {
    keys.push(headers.get("idempotency-key"));
    return aProblem("internal");
  });
  const page = await renderPage("/", { answers: [failing, estimated] });
  await write(page, QUESTION);
  await page.user.click(button());
  await page.user.click(await screen.findByRole("button", { name: "Try again" }));
  await waitFor(() => expect(keys).toHaveLength(2));
  await write(page, " please");
  await page.user.click(button());
  await waitFor(() => expect(keys).toHaveLength(3));
  expect(keys[1]).toBe(keys[0]);
  expect(keys[2]).not.toBe(keys[0]);
});

test("an example goes into the box, which gets the focus, and one's own text can be put back", async () => {
  const page = await renderPage("/", { answers: [estimated] });
  await write(page, TEXT);
  await page.user.click(screen.getByRole("button", { name: /^Binary search/ }));
  await waitFor(async () => expect(await box()).toHaveFocus());
  expect(await box()).toHaveValue(QUESTION);
  await page.user.click(screen.getByRole("button", { name: "Put my own text back" }));
  expect(await box()).toHaveValue(TEXT);
});

test.each(EXAMPLES)("the example $name is a lesson that needs no model", ({ name, lesson }) => {
  expect(lessons).toMatch(new RegExp(`"${name}",\\s+"\\w+",\\s+"${lesson}"`));
});

test("without a model it says what works and how questions could be answered", async () => {
  await renderPage("/");
  expect(await screen.findByText(/No model is set up here/)).toHaveTextContent("3 sentences, or 40 words");
  expect(screen.getByText(/To have questions answered/)).toHaveTextContent("needs ANTHROPIC_API_KEY");
});

test("it foretells what a request becomes, its length, its language and its cost", async () => {
  const models = [aVendorsModel({ is_usable: true, reason: "", next_step: "" })];
  const config = aConfig({
    choices: someChoices({ models }),
    defaults: { ...aConfig().defaults, model: "claude-4-sonnet" },
  });
  const estimate = anEstimate({
    ...{ kind: "question", model: "claude-4-sonnet", language: "de", decided: ["model", "language"] },
    ...{
      cost_usd: { low: 0.11, high: 1.02 },
      may_reach_cost_limit: true,
      notes: ["The text is in Deutsch (de)."],
    },
  });
  const answers = [on("get", "/api/v1/config", config), on("post", "/api/v1/estimate", estimate)];
  const page = await renderPage("/", { answers });
  expect(await screen.findByText(/Claude 4 Sonnet will answer/)).toHaveTextContent("$0.10 – $0.90");
  await write(page, "Was ist eine binäre Suche?");
  expect(await screen.findByText("Claude 4 Sonnet will explain this in its own words.")).toBeVisible();
  for (const figure of ["about 1.1–2.4 min", "about $0.11 – $1.02"])
    expect(screen.getByText(figure)).toBeVisible();
  expect(screen.getAllByText("recognised: German")).not.toHaveLength(0);
  expect(screen.getByText(/limit of .*5/)).toBeVisible();
  expect(screen.getByText("The text is in Deutsch (de).")).toBeVisible();
});

test("a question that nothing here can answer is told before the click, and can be read out instead", async () => {
  const { sent, answers } = accepting();
  const refused = on("post", "/api/v1/estimate", ({ body }) =>
    body.as_text
      ? anEstimate({ kind: "text", is_spoken_as_written: true })
      : aProblem("not_configured", { status: 422 }),
  );
  const page = await renderPage("/", { answers: [refused, ...answers] });
  await write(page, "Why is the sky blue?");
  expect(await screen.findByText("Without a model, nothing here can answer this question.")).toBeVisible();
  await page.user.click(screen.getByRole("button", { name: "Speak my words as they are" }));
  expect(await screen.findByText("Your text, spoken word for word.")).toBeVisible();
  await page.user.click(button());
  await waitFor(() => expect(sent[0]?.wishes).toEqual({ prompt: "Why is the sky blue?", as_text: true }));
});

test("an empty box, a short text and one that is too long are told, and nothing is sent", async () => {
  const page = await renderPage("/", { answers: [estimated] });
  const field = await box();
  await page.user.click(button());
  expect(await screen.findByText(/Type a question or a text first/)).toBeVisible();
  await page.user.type(field, "Why?");
  await page.user.click(button());
  expect(await screen.findByText("6 more characters are needed.")).toBeVisible();
  expect(field).toHaveAccessibleDescription(/6 more characters/);
  await page.user.clear(field);
  await page.user.click(field);
  await page.user.paste("🙂".repeat(10_002));
  expect(await screen.findByText("10,002 / 10,000")).toBeVisible();
  expect(screen.getByText(/2 characters too long.*40,000/)).toBeVisible();
  await page.user.click(button());
});

test("a text from right to left is shown right", async () => {
  await renderPage("/");
  expect(await box()).toHaveAttribute("dir", "auto");
});

test("the page speaks German", async () => {
  await renderPage("/", { language: "de" });
  expect(await screen.findByRole("heading", { level: 1, name: "Was sollen wir erklären?" })).toBeVisible();
  expect(await screen.findByRole("button", { name: "Video machen" })).toBeVisible();
});
