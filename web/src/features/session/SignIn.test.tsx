/** The sign-in: a key opens the page that was wanted; what is wrong is said. */

import { screen, waitFor } from "@testing-library/react";
import { aPage, aProblem, aSession, hurry, isGone, on, type Page, renderPage, service } from "@tests/support";
import { expect, test } from "vitest";

const closed = on("get", "/api/v1/session", aProblem("unauthorized"));
const noSuchKey = aProblem("unauthorized", { detail: "There is no such key." });
const field = () => screen.findByLabelText("Key");

async function enter(page: Page, key: string): Promise<void> {
  await page.user.type(await field(), `${key}{Enter}`);
}

test("a key opens the page that was wanted", async () => {
  let isOpen = false;
  const session = on("get", "/api/v1/session", () => (isOpen ? aSession() : aProblem("unauthorized")));
  const admitted = on("post", "/api/v1/session", ({ body }) => {
    isOpen = body.key === "podreel_1";
    return isOpen ? aSession() : noSuchKey.clone();
  });
  const page = await renderPage("/videos", {
    answers: [session, admitted, on("get", "/api/v1/videos", aPage())],
  });
  expect(await field()).toHaveFocus();
  await enter(page, " podreel_1 ");
  await waitFor(() => expect(screen.queryByLabelText("Key")).toBeNull());
  expect(page.address()).toBe("/videos");
});

test("a wrong key is told at the field, which is ready for another one", async () => {
  const page = await renderPage("/", { answers: [closed, on("post", "/api/v1/session", noSuchKey)] });
  await enter(page, "podreel_2");
  expect(await screen.findByRole("alert")).toHaveTextContent(/There is no such key\. Check that all of it/);
  expect(await field()).toHaveAccessibleDescription(/There is no such key/);
  expect(await field()).toHaveFocus();
});

test("without a key nothing is sent", async () => {
  const page = await renderPage("/", { answers: [closed] });
  await page.user.click(await screen.findByRole("button", { name: "Sign in" }));
  expect(await screen.findByText("Type or paste your key first.")).toBeVisible();
});

test("too many wrong keys say when to try again", async () => {
  const answer = aProblem("rate_limited");
  answer.headers.set("retry-after", "60");
  const page = await renderPage("/", { answers: [closed, on("post", "/api/v1/session", answer)] });
  await enter(page, "podreel_2");
  expect(await screen.findByRole("alert")).toHaveTextContent(/worth trying again at/);
});

test("a service that is gone is told, and the key is still there", async () => {
  const page = await renderPage("/", { answers: [closed] });
  await field();
  hurry();
  service.use(isGone("post", "/api/v1/session"));
  await enter(page, "podreel_1");
  expect(await screen.findByRole("alert")).toHaveTextContent(/unreachable/);
  expect(await field()).toHaveValue("podreel_1");
});

test("it says where a key comes from, in German too", async () => {
  await renderPage("/", { answers: [closed], language: "de" });
  expect(await screen.findByText("podreel keys add IHR-NAME")).toBeVisible();
});
