/** Files that are dropped on the box or chosen, and that nothing typed is lost. */

import { createEvent, fireEvent, screen, waitFor } from "@testing-library/react";
import { anEstimate, aProblem, aSession, aVideo, nothing, on, type Page, renderPage } from "@tests/support";
import { expect, test } from "vitest";

const box = () => screen.findByRole("textbox", { name: "Your question or text" });
const estimated = on(
  "post",
  "/api/v1/estimate",
  anEstimate({ kind: "explanation", is_spoken_as_written: true }),
);
const opened = [
  on("get", "/api/v1/videos/{video_id}", aVideo()),
  on("get", "/api/v1/videos/{video_id}/events", () => aProblem("too_many_streams")),
  on("get", "/api/v1/operations", () => aProblem("forbidden")),
];

async function drop(file: File): Promise<void> {
  const place = await box();
  const event = createEvent.drop(place);
  Object.defineProperty(event, "dataTransfer", { value: { files: [file], types: ["Files"] } });
  fireEvent(place, event);
}

async function choose(page: Page, file: File): Promise<void> {
  await screen.findByRole("button", { name: "Open a file" });
  const input = document.querySelector<HTMLInputElement>("input[type=file]");
  if (input) await page.user.upload(input, file);
}

test("a dropped Markdown file is shown and sent as an explanation, and removing it brings the box back", async () => {
  const sent: unknown[] = [];
  const accepted = on("post", "/api/v1/videos", ({ body }) => {
    sent.push(body);
    return aVideo();
  });
  const page = await renderPage("/", { answers: [accepted, estimated, ...opened] });
  await page.user.click(await box());
  await page.user.paste("My own words");
  const explanation = "# مربعات\n\n## مربع\n\nللمربع أربعة أضلاع.";
  await drop(new File([explanation], "squares.md"));
  const shown = await screen.findByRole("textbox", { name: "Content of squares.md" });
  expect(shown).toHaveValue(explanation);
  expect(shown).toHaveAttribute("dir", "auto");
  expect(await screen.findByText("Your explanation, spoken as it is.")).toBeVisible();
  await page.user.click(screen.getByRole("button", { name: "Remove the file" }));
  expect(await box()).toHaveValue("My own words");
  await drop(new File([explanation], "squares.md"));
  await screen.findByRole("textbox", { name: "Content of squares.md" });
  await page.user.click(screen.getByRole("button", { name: "Make the video" }));
  await waitFor(() => expect(sent).toEqual([{ prompt: "مربعات", explanation }]));
});

test("a chosen text file goes into the box, and what was there can be put back", async () => {
  const page = await renderPage("/", { answers: [estimated] });
  await page.user.click(await box());
  await page.user.paste("My own words");
  await choose(page, new File(["A text of my own."], "notes.txt"));
  await waitFor(async () => expect(await box()).toHaveValue("A text of my own."));
  await page.user.click(screen.getByRole("button", { name: "Put my own text back" }));
  expect(await box()).toHaveValue("My own words");
});

test.each([
  {
    what: "no text",
    file: new File([new Uint8Array([0xff, 0xfe, 0])], "film.txt"),
    sentence: /no text in UTF-8/,
  },
  { what: "empty", file: new File([" "], "empty.md"), sentence: /holds no text/ },
  { what: "too long", file: new File(["a".repeat(10_001)], "book.txt"), sentence: /too long.*10,000/ },
])("a file that is $what is told, and the box keeps its text", async ({ file, sentence }) => {
  const page = await renderPage("/");
  await page.user.click(await box());
  await page.user.paste("Short");
  await drop(file);
  expect(await screen.findByRole("alert")).toHaveTextContent(sentence);
  expect(await box()).toHaveValue("Short");
});

test("what was typed is there again after a reload, and after a sign-in that a click asked for", async () => {
  let isSignedIn = true;
  const session = on("get", "/api/v1/session", () =>
    isSignedIn ? aSession({ is_keyless: false, name: "school", role: "user" }) : aProblem("unauthorized"),
  );
  const refused = on("post", "/api/v1/videos", () => {
    isSignedIn = false;
    return aProblem("unauthorized");
  });
  const admitted = on("post", "/api/v1/session", () => {
    isSignedIn = true;
    return aSession();
  });
  const leaving = on("delete", "/api/v1/session", nothing());
  const before = await renderPage("/", { answers: [session, refused, admitted, leaving, estimated] });
  await before.user.click(await box());
  await before.user.paste("Explain binary search");
  before.unmount();
  const page = await renderPage("/");
  expect(await box()).toHaveValue("Explain binary search");
  await page.user.click(screen.getByRole("button", { name: "Make the video" }));
  await page.user.type(await screen.findByLabelText("Key"), "podreel_1{Enter}");
  expect(await box()).toHaveValue("Explain binary search");
});
