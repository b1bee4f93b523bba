import { EditorView } from "@codemirror/view";
import type { Video, Wishes } from "@podreel/client";
import { act, screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import {
  aCompletedVideo,
  aFailedVideo,
  aProblem,
  aRequest,
  aVideo,
  on,
  renderPage,
  VIDEO_ID,
} from "../../../tests/support";
import type { Finding } from "./pieces";
import { anExplanation, SCRIPT } from "./testing";

const NEW_ID = "11111111-2f5a-4c1e-9a53-7d1f6f0f4b11";
const FAULT: Finding = {
  ...{ line: 18, column: 9, end_line: 18, end_column: 13, code: "syntax" },
  ...{ message: "'(' was <b>never</b> closed", severity: "error" },
};

interface World {
  readonly video?: Video;
  readonly faults?: Finding[] | (() => Response);
  readonly script?: () => Response;
}

/** The page with its pictures open, and what it sends. */
async function open({ video = aCompletedVideo(), faults = [], script = aScript }: World = {}) {
  const sent: Wishes[] = [];
  const answers = [
    on("get", "/api/v1/videos/{video_id}/explanation", anExplanation()),
    on("get", "/api/v1/videos/{video_id}/files/{name}", script),
    on("post", "/api/v1/script/check", typeof faults === "function" ? faults : { faults }),
    on("get", "/api/v1/videos/{video_id}/events", () => new Response("")),
    on("post", "/api/v1/videos", ({ body }) => {
      sent.push(body);
      return aVideo({ video_id: NEW_ID });
    }),
    on("get", "/api/v1/videos/{video_id}", ({ fields }) =>
      fields["video_id"] === NEW_ID ? aFailedVideo({ video_id: NEW_ID }) : video,
    ),
  ];
  const page = await renderPage(`/videos/${VIDEO_ID}/edit`, { answers });
  await page.user.click(await screen.findByRole("tab", { name: "Pictures" }));
  return { ...page, sent };
}

const aScript = (): Response => new Response(SCRIPT);
const makeButton = (): HTMLElement => screen.getByRole("button", { name: "Make the new video" });
const editor = (name: RegExp): Promise<HTMLElement> => screen.findByRole("textbox", { name });

/** Replaces all code of an editor, as by keyboard; jsdom has no typing in such fields. */
async function write(name: RegExp, code: string): Promise<void> {
  const view = EditorView.findFromDOM(await editor(name));
  act(() => view?.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: code } }));
}

test("each section's code is numbered as in the script, and what is shared is folded", async () => {
  const { container } = await open();
  const first = await editor(/^Code of Section 1: Square/);
  expect(first).toHaveTextContent('self.say("<b>four</b> sides")');
  expect(container.querySelector(".cm-lineNumbers")).toHaveTextContent("111213");
  expect(screen.getAllByRole("button", { name: /^Shared by the sections, part \d$/ })).toHaveLength(2);
  expect(screen.queryByRole("textbox", { name: /Shared/ })).not.toBeInTheDocument();
  expect(first).toHaveAccessibleDescription(/press Esc, then Tab/);
});

test("an edited section is sent with the whole script, and the rest is reused", async () => {
  const { sent, address, user } = await open();
  await write(/Section 1/, "class Square(NarratedScene):\n    pass");
  expect(await screen.findByText("1 of 2 sections is rendered anew.")).toBeVisible();
  expect(screen.getByText("No sentence is spoken anew.")).toBeVisible();
  await user.click(makeButton());
  await waitFor(() => expect(address()).toBe(`/videos/${NEW_ID}`));
  const script = SCRIPT.replace(/class Square[\s\S]*?sides"\)/, "class Square(NarratedScene):\n    pass");
  expect(sent).toMatchObject([{ script, edited_from: VIDEO_ID, voice: "Joanna" }]);
  expect(sent[0]).not.toHaveProperty("explanation");
});

test("shared code may be used everywhere, and that is said", async () => {
  const { user } = await open();
  await user.click(await screen.findByRole("button", { name: "Shared by the sections, part 2" }));
  await write(/Shared by the sections, part 2/, "SIDE = 3");
  expect(
    await screen.findByText(/At most 2 of 2 sections are rendered anew. It is those that use/),
  ).toBeVisible();
});

test("a finding is marked, listed as text, and leads to its line", async () => {
  const { user, container } = await open({ faults: [FAULT] });
  const list = await screen.findByRole("region", { name: "What the check found" });
  expect(await within(list).findByText("'(' was <b>never</b> closed")).toBeVisible();
  await user.click(within(list).getByRole("button", { name: "Line 18" }));
  const view = EditorView.findFromDOM(await editor(/Section 2: Circle/));
  await waitFor(() => expect(view?.state.selection.main.head).toBe((view?.state.doc.line(3).from ?? 0) + 8));
  await waitFor(() => expect(container.querySelector(".cm-lintRange-error")).not.toBeNull());
  await write(/Section 2: Circle/, "class Circle(NarratedScene):\n  self.x(");
  expect(await screen.findByText(/so this video will most likely fail/)).toBeVisible();
});

test("a check that is not to be had hinders nobody", async () => {
  await open({ faults: () => aProblem("rate_limited") });
  expect(await screen.findByText(/The script could not be checked/)).toBeVisible();
  expect(screen.getByRole("button", { name: "Check again" })).toBeVisible();
});

test("edited words lock the pictures, and an edited script locks the words, until one is dropped", async () => {
  const { user } = await open();
  await write(/Section 1/, "class Square(NarratedScene):\n    pass");
  await user.click(screen.getByRole("tab", { name: "Words" }));
  expect(await screen.findByText(/You have changed the script/)).toBeVisible();
  expect(screen.getByRole("textbox", { name: "Title of the video" })).toBeDisabled();
  await user.click(screen.getByRole("button", { name: "Drop the changes to the script" }));
  await user.click(screen.getByRole("textbox", { name: "Title of the video" }));
  await user.paste(" of all kinds");
  await user.click(screen.getByRole("tab", { name: "Pictures" }));
  expect(await screen.findByText(/You have changed words/)).toBeVisible();
  expect(await editor(/Section 1/)).toHaveAttribute("contenteditable", "false");
  await user.click(screen.getByRole("button", { name: "Drop the changes to the words" }));
  await waitFor(() => expect(makeButton()).toBeDisabled());
});

test("a script that did not run is opened again with its reason", async () => {
  const { user, address, unmount } = await open();
  await write(/Section 1/, "class Square(NarratedScene):\n    oops");
  await user.click(makeButton());
  await waitFor(() => expect(address()).toBe(`/videos/${NEW_ID}`));
  unmount();
  const again = await open();
  expect(await screen.findByText("The script could not be rendered.")).toBeVisible();
  await again.user.click(screen.getByRole("button", { name: "Open that draft again" }));
  expect(await editor(/Section 1/)).toHaveTextContent("oops");
});

test("a script of one's own is sent as a script, also with nothing but another voice", async () => {
  const { user, sent } = await open({ video: aCompletedVideo({ request: aRequest({ script: "" }) }) });
  await editor(/Section 1/);
  await user.click(screen.getByText("Voice, language and looks"));
  await user.selectOptions(await screen.findByRole("combobox", { name: "Voice" }), "Matthew");
  await user.click(makeButton());
  await waitFor(() => expect(sent).toMatchObject([{ script: SCRIPT, voice: "Matthew" }]));
});

test("a script that can't be loaded is a sentence with a way on", async () => {
  await open({ script: () => aProblem("deleted") });
  expect(await screen.findByText("This is the problem deleted.")).toBeVisible();
  expect(screen.getByRole("button", { name: "Try again" })).toBeVisible();
});
