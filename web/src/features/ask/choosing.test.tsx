/** Choices: they are sent, remembered, fitted to the service, heard, and mended where they are wrong. */

import { screen, waitFor, within } from "@testing-library/react";
import {
  aConfig,
  anEstimate,
  aProblem,
  aVendorsModel,
  aVideo,
  aVoice,
  on,
  type Page,
  renderPage,
  someChoices,
} from "@tests/support";
import { expect, test, vi } from "vitest";

const box = () => screen.findByRole("textbox", { name: "Your question or text" });
const estimated = on("post", "/api/v1/estimate", anEstimate());

async function unfold(page: Page): Promise<void> {
  await page.user.click(await screen.findByRole("button", { name: /^Choices/ }));
  await screen.findByRole("combobox", { name: "Model" });
}

async function ask(page: Page): Promise<void> {
  await page.user.click(await box());
  await page.user.paste("Explain binary search");
  await page.user.click(screen.getByRole("button", { name: "Make the video" }));
}

/** The service refuses with this answer. */
function refusing(answer: Response) {
  return [on("post", "/api/v1/videos", answer), estimated];
}

test("folded choices are told in one line, and unfold to be changed, sent and remembered", async () => {
  const sent: unknown[] = [];
  const accepted = on("post", "/api/v1/videos", ({ body }) => {
    sent.push(body);
    return aVideo();
  });
  const others = [
    on("get", "/api/v1/videos/{video_id}", aVideo()),
    on("get", "/api/v1/videos/{video_id}/events", () => aProblem("too_many_streams")),
    on("get", "/api/v1/operations", () => aProblem("forbidden")),
  ];
  const page = await renderPage("/", { answers: [accepted, estimated, ...others] });
  const summary = await screen.findByRole("button", { name: /^Choices/ });
  for (const value of ["No model", "Joanna", "Standard", "language of the text", "Landscape", "Dark"])
    expect(summary).toHaveTextContent(value);
  await unfold(page);
  await page.user.click(screen.getByRole("radio", { name: "Matthew" }));
  await page.user.click(screen.getByRole("radio", { name: "Portrait" }));
  await page.user.click(screen.getByRole("radio", { name: "High contrast" }));
  await page.user.selectOptions(screen.getByRole("combobox", { name: "Quality" }), "draft");
  await page.user.selectOptions(screen.getByRole("combobox", { name: "Language" }), "de");
  await page.user.selectOptions(screen.getByRole("combobox", { name: "Length" }), "5");
  await ask(page);
  await waitFor(() => expect(sent).toHaveLength(1));
  const chosen = {
    voice: "Matthew",
    aspect: "9:16",
    theme: "high-contrast",
    quality: "draft",
    language: "de",
    minutes: 5,
  };
  expect(sent[0]).toEqual({ prompt: "Explain binary search", ...chosen });
  page.unmount();
  await renderPage("/");
  const again = await screen.findByRole("button", { name: /^Choices/ });
  for (const value of ["Matthew", "Draft", "German", "5 min", "Portrait", "High contrast"])
    expect(again).toHaveTextContent(value);
});

test.each([
  { kept: { voice: "Nobody", model: "gpt-2", quality: "custom", minutes: 99, theme: 7, colour: "red" } },
  { kept: "not an object" },
])("choices that are not there any more fall back: $kept", async ({ kept }) => {
  localStorage.setItem("podreel.choices", JSON.stringify(kept));
  await renderPage("/");
  const summary = await screen.findByRole("button", { name: /^Choices/ });
  for (const value of ["No model", "Joanna", "Standard", "Dark"]) expect(summary).toHaveTextContent(value);
});

test("a model that is not set up says what it needs before the click, and there is a way on", async () => {
  const page = await renderPage("/");
  await unfold(page);
  await page.user.selectOptions(screen.getByRole("combobox", { name: "Model" }), "claude-4-sonnet");
  expect(await screen.findByText(/needs ANTHROPIC_API_KEY, which is not set here/)).toBeVisible();
  const nextStep = screen.getByText("Set ANTHROPIC_API_KEY.");
  await page.user.click(screen.getByRole("button", { name: "Use “No model”" }));
  expect(nextStep).not.toBeInTheDocument();
  expect(screen.getByText(/No model is set up here/)).toBeVisible();
});

test("a model that answers shows its cost, and examples are questions in the reader's language", async () => {
  const models = [aVendorsModel({ is_usable: true, reason: "", next_step: "" })];
  const defaults = { ...aConfig().defaults, model: "claude-4-sonnet" };
  const config = on("get", "/api/v1/config", aConfig({ choices: someChoices({ models }), defaults }));
  const page = await renderPage("/", { answers: [config, estimated], language: "de" });
  await page.user.click(await screen.findByRole("button", { name: /^Die binäre Suche/ }));
  expect(screen.getByRole("textbox")).toHaveValue("Erkläre die binäre Suche");
  await page.user.click(screen.getByRole("button", { name: /^Auswahl/ }));
  expect(await screen.findByRole("combobox", { name: "Modell" })).toHaveAccessibleDescription(
    /kostet ungefähr 0,10.0,90/,
  );
});

test("a voice is heard in the language of the video, one at a time, and can be stopped", async () => {
  const played: string[] = [];
  vi.spyOn(HTMLMediaElement.prototype, "play").mockImplementation(async function (this: HTMLMediaElement) {
    played.push(this.src);
  });
  const page = await renderPage("/");
  await unfold(page);
  await page.user.selectOptions(screen.getByRole("combobox", { name: "Language" }), "de");
  await page.user.click(screen.getByRole("button", { name: "Listen to Matthew" }));
  expect(played).toEqual([expect.stringMatching(/voices\/Matthew\/sample\?language=de$/)]);
  await page.user.click(await screen.findByRole("button", { name: "Stop Matthew" }));
  expect(screen.getByRole("button", { name: "Listen to Matthew" })).toBeVisible();
  expect(screen.getByText(/Spoken here by espeak:female/)).toBeVisible();
});

test("a voice that can't be heard says why, and how to get its best engine", async () => {
  vi.spyOn(HTMLMediaElement.prototype, "play").mockRejectedValue(new DOMException("no", "NotSupportedError"));
  const polly = { name: "polly:Joanna", is_configured: false, next_step: "Set AWS_ACCESS_KEY_ID." };
  const voices = [{ ...aVoice(), engines: [polly] }];
  const answers = [
    on("get", "/api/v1/config", aConfig({ choices: someChoices({ voices }) })),
    on("get", "/api/v1/voices/{name}/sample", aProblem("bad_configuration", { status: 503 })),
  ];
  const page = await renderPage("/", { answers });
  await unfold(page);
  expect(screen.getByText(/For polly:Joanna: Set AWS_ACCESS_KEY_ID/)).toBeVisible();
  await page.user.click(screen.getByRole("button", { name: "Listen to Joanna" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("This is the problem bad_configuration.");
});

test("what the service finds wrong is shown next to its field, which unfolds", async () => {
  const errors = [
    { field: "voice", detail: "unknown voice 'Joanna'", code: "not_offered" },
    { field: "prompt", detail: "has no letter", code: "invalid" },
  ] as const;
  const page = await renderPage("/", {
    answers: refusing(aProblem("invalid_request", { errors: [...errors] })),
  });
  await ask(page);
  expect(await screen.findByRole("radiogroup", { name: "Voice" })).toHaveAccessibleDescription(
    /Unknown voice/,
  );
  expect(await box()).toHaveAccessibleDescription(/Has no letter/);
});

test.each(["too_large", "quota_used_up", "bad_configuration"] as const)(
  "%s is told with the next step",
  async (code) => {
    const page = await renderPage("/", { answers: refusing(aProblem(code)) });
    await ask(page);
    const alert = await screen.findByRole("alert");
    expect(alert).toHaveTextContent(`This is the problem ${code}.`);
    expect(alert).toHaveTextContent(`This helps against ${code}.`);
    expect(await box()).toHaveValue("Explain binary search");
  },
);

test("too many requests say when to try again", async () => {
  const answer = aProblem("rate_limited");
  answer.headers.set("retry-after", "3600");
  const page = await renderPage("/", { answers: refusing(answer) });
  await ask(page);
  const alert = await screen.findByRole("alert");
  expect(within(alert).getByText(/worth trying again at \d+:\d\d/)).toBeVisible();
  expect(within(alert).getByRole("button", { name: "Try again" })).toBeEnabled();
});
