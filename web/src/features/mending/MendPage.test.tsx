import type { Video } from "@podreel/client";
import { screen, waitFor, within } from "@testing-library/react";
import { expect, test } from "vitest";
import {
  type Asked,
  aCompletedVideo,
  aFailedVideo,
  aProblem,
  aRequest,
  aRunningVideo,
  aVideo,
  isGone,
  on,
  type Page,
  renderPage,
  VIDEO_ID,
} from "../../../tests/support";
import { draftKey, readDraft } from "./drafts";
import type { Finding } from "./pieces";
import { anExplanation, aText, SCRIPT } from "./testing";

const NEW_ID = "11111111-2f5a-4c1e-9a53-7d1f6f0f4b11";
const origin = aCompletedVideo({ title: "Shapes" });
const edit = { video_id: NEW_ID, created_at: "2026-11-21T11:00:00Z", status: "completed" } as const;

interface World {
  readonly video?: Video | (() => Video);
  readonly submit?: (asked: Asked<unknown>) => Response | Video;
  readonly faults?: Finding[];
}

function open({ video = origin, submit, faults = [] }: World = {}) {
  const answers = [
    on("get", "/api/v1/videos/{video_id}/explanation", anExplanation()),
    on("get", "/api/v1/videos/{video_id}/files/{name}", () => new Response(SCRIPT)),
    on("post", "/api/v1/script/check", { faults }),
    on("post", "/api/v1/videos", submit ?? aVideo({ video_id: NEW_ID })),
    on("get", "/api/v1/videos/{video_id}/events", () => new Response("")),
    on("get", "/api/v1/videos/{video_id}", ({ fields }) => {
      if (fields["video_id"] === NEW_ID) return aFailedVideo({ video_id: NEW_ID });
      return typeof video === "function" ? video() : video;
    }),
  ];
  return renderPage(`/videos/${VIDEO_ID}/edit`, { answers });
}

const field = (number = 1, section = "Section 1"): Promise<HTMLElement> =>
  screen
    .findByRole("region", { name: section })
    .then((region) => within(region).getByRole("textbox", { name: new RegExp(`^Sentence ${number}`) }));
/** Types at the end of the first sentence. */
async function added(user: Page["user"]): Promise<void> {
  await user.click(await field());
  await user.paste(" Yes.");
}
const makeButton = (): HTMLElement => screen.getByRole("button", { name: "Make the new video" });

test("an edited sentence is marked, its price is told, and only that is sent", async () => {
  const sent: unknown[] = [];
  const { user, address } = await open({
    submit: ({ body }) => {
      sent.push(body);
      return aVideo({ video_id: NEW_ID });
    },
  });
  expect(await field()).toHaveValue("A square has four sides.");
  expect(makeButton()).toBeDisabled();
  await user.tripleClick(await field());
  await user.paste("It has four sides.");
  expect(await field()).toHaveAccessibleName("Sentence 1, changed");
  expect(screen.getByText("1 sentence is spoken anew.")).toBeVisible();
  expect(screen.getByText("1 of 2 sections is rendered anew.")).toBeVisible();
  await user.click(makeButton());
  await waitFor(() => expect(address()).toBe(`/videos/${NEW_ID}`));
  expect(sent).toEqual([
    {
      ...{ prompt: "Explain squares and circles", model: "offline", voice: "Joanna", language: "en" },
      ...{ quality: "draft", aspect: "16:9", theme: "dark", strict: false, edited_from: VIDEO_ID },
      explanation: aText().markdown.replace("A square has four sides.", "It has four sides."),
    },
  ]);
});

test("sentences are divided, joined, moved and removed by keyboard, and reset alone", async () => {
  const { user } = await open();
  await user.click(await field());
  await user.keyboard("{Home}{ArrowRight>8/}{Enter}");
  expect(await field(1)).toHaveValue("A square");
  expect(await field(2)).toHaveFocus();
  await user.keyboard("{Backspace}");
  expect(await field(1)).toHaveValue("A square has four sides.");
  await user.keyboard("{Alt>}{ArrowDown}{/Alt}");
  expect(await field(2)).toHaveValue("A square has four sides.");
  expect(await field(2)).toHaveFocus();
  await user.keyboard("{Alt>}{ArrowUp}{/Alt}");
  expect(makeButton()).toBeDisabled();
  await added(user);
  await user.click(screen.getByRole("button", { name: "Sentence 1 of section 1: actions" }));
  // Nothing is laid out here, so a menu has no place beside its button.
  await user.click(await screen.findByRole("menuitem", { name: "Undo the changes", hidden: true }));
  expect(await field(1)).toHaveValue("A square has four sides.");
});

test("changes are found again after a crash, with a line that says so, and can be discarded", async () => {
  const { user, unmount } = await open();
  await added(user);
  unmount();
  const again = await open();
  expect(await field()).toHaveValue("A square has four sides. Yes.");
  await again.user.click(await screen.findByRole("button", { name: "Discard them" }));
  expect(await field()).toHaveValue("A square has four sides.");
  await waitFor(() => expect(readDraft(VIDEO_ID)).toBeUndefined());
});

test("a draft of an earlier making is compared with the new text, and that is said", async () => {
  const { user, unmount } = await open();
  await added(user);
  unmount();
  await open({ video: { ...origin, generation: 2 } });
  expect(await screen.findByText(/The video was made again since then/)).toBeVisible();
});

test("leaving with unsent changes asks, and keeps the draft", async () => {
  const { user, address } = await open();
  await added(user);
  await user.click(screen.getByRole("link", { name: "Back to the video" }));
  const question = await screen.findByRole("dialog", { name: "Leave the editor?" });
  await user.click(within(question).getByRole("button", { name: "Stay" }));
  expect(address()).toBe(`/videos/${VIDEO_ID}/edit`);
  await user.click(screen.getByRole("link", { name: "Back to the video" }));
  await user.click(await screen.findByRole("button", { name: "Leave, and keep the draft" }));
  await waitFor(() => expect(address()).toBe(`/videos/${VIDEO_ID}`));
  expect(readDraft(VIDEO_ID)?.words).not.toBeNull();
});

test("somebody else's edit is told before ours is sent, and both are kept", async () => {
  let edits: Video["edits"] = [];
  const { user, address } = await open({ video: () => ({ ...origin, edits }) });
  await added(user);
  edits = [edit];
  await user.click(makeButton());
  expect(await screen.findByText(/Nothing was sent yet/)).toBeVisible();
  expect(screen.getByRole("link", { name: /^Made on .* \(finished\)$/ })).toHaveAttribute(
    "href",
    `/videos/${NEW_ID}`,
  );
  await user.click(makeButton());
  await waitFor(() => expect(address()).toBe(`/videos/${NEW_ID}`));
});

test("a section with another number of sentences gets other pictures, and that is said", async () => {
  const { user } = await open();
  await user.click(await field());
  await user.keyboard("{Home}{ArrowRight>8/}{Enter}");
  expect(screen.getByText(/1 section has more or fewer sentences .* simple pictures/)).toBeVisible();
});

test("another voice means that everything is made anew", async () => {
  const { user } = await open();
  await field();
  await user.click(screen.getByText("Voice, language and looks"));
  await user.selectOptions(await screen.findByRole("combobox", { name: "Voice" }), "Matthew");
  expect(screen.getByText("5 sentences are spoken anew.")).toBeVisible();
  expect(screen.getByText("2 of 2 sections are rendered anew.")).toBeVisible();
});

test("a text that can't be spoken is not sent, and its field says why", async () => {
  const { user } = await open();
  await user.clear(await field());
  await user.type(await field(), "…!");
  expect(screen.getByText(/There is no letter or digit here/)).toBeVisible();
  expect(screen.getByText(/One field needs your attention/)).toBeVisible();
  expect(makeButton()).toBeDisabled();
});

test.each([
  ["conflict", "Try again"],
  ["too_large", undefined],
  ["rate_limited", "Try again"],
  ["internal", "Try again"],
  ["unauthorized", "Sign in again"],
] as const)(
  "the problem %s is a sentence with a way on, and nothing is lost",
  async (code, wayOn) => {
    const { user } = await open({ submit: () => aProblem(code) });
    await added(user);
    await user.click(makeButton());
    expect(await screen.findByText(`This is the problem ${code}.`, {}, { timeout: 20_000 })).toBeVisible();
    expect(screen.getByText(`This helps against ${code}.`)).toBeVisible();
    expect(screen.getByText("Your changes are kept as a draft.")).toBeVisible();
    if (wayOn !== undefined) expect(screen.getByRole("button", { name: wayOn })).toBeVisible();
    expect(await field()).toHaveValue("A square has four sides. Yes.");
  },
  30_000,
);

test("if the origin is gone, the video can be made on its own", async () => {
  const sent: object[] = [];
  const { user, address } = await open({
    submit: ({ body }) => {
      sent.push(body as object);
      if (sent.length > 1) return aVideo({ video_id: NEW_ID });
      const errors = [{ field: "edited_from", code: "invalid" as const, detail: "There is no such video." }];
      return aProblem("invalid_request", { errors });
    },
  });
  await added(user);
  await user.click(makeButton());
  expect(await screen.findByText("There is no such video.")).toBeVisible();
  await user.click(screen.getByRole("button", { name: "Make it on its own, everything anew" }));
  await waitFor(() => expect(address()).toBe(`/videos/${NEW_ID}`));
  expect(sent[1]).not.toHaveProperty("edited_from");
});

test("a draft whose video failed is offered again, with the reason", async () => {
  const { user, unmount, address } = await open();
  await added(user);
  await user.click(makeButton());
  await waitFor(() => expect(address()).toBe(`/videos/${NEW_ID}`));
  unmount();
  await open();
  expect(await screen.findByText("The script could not be rendered.")).toBeVisible();
  expect(await field()).toHaveValue("A square has four sides.");
  await user.click(screen.getByRole("button", { name: "Open that draft again" }));
  expect(await field()).toHaveValue("A square has four sides. Yes.");
});

test("a browser that keeps nothing is told", async () => {
  const { user } = await open();
  await field();
  const full = (): never => {
    throw new DOMException("full", "QuotaExceededError");
  };
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = full;
  try {
    await added(user);
    expect(await screen.findByText(/This browser can't keep your draft/)).toBeVisible();
  } finally {
    Storage.prototype.setItem = setItem;
  }
});

test("another window of this browser is told of", async () => {
  await open();
  await field();
  globalThis.dispatchEvent(new StorageEvent("storage", { key: draftKey(VIDEO_ID), newValue: "{}" }));
  expect(await screen.findByText(/You edit this video in another window too/)).toBeVisible();
});

test("a video that is still being made has no editor yet", async () => {
  await open({ video: aRunningVideo() });
  expect(await screen.findByText(/This video is still being made/)).toBeVisible();
});

test("a failed edit leads to the editor of its origin, where the draft is", async () => {
  await open({ video: aFailedVideo({ edited_from: NEW_ID }) });
  const link = await screen.findByRole("link", { name: /Open the editor of the video/ });
  expect(link).toHaveAttribute("href", `/videos/${NEW_ID}/edit`);
});

test("a service that is gone is a sentence", async () => {
  const gone = isGone("get", "/api/v1/videos/{video_id}");
  await renderPage(`/videos/${VIDEO_ID}/edit`, { answers: [gone] });
  expect(await screen.findByRole("alert", {}, { timeout: 25_000 })).toHaveTextContent(/unreachable/);
}, 30_000);

test("a script of one's own has pictures only", async () => {
  await open({ video: aCompletedVideo({ request: aRequest({ script: "" }) }) });
  expect(await screen.findByRole("tab", { name: "Words" })).toBeDisabled();
  expect(screen.getByText(/made from a script of your own/)).toBeVisible();
});
