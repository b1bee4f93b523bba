/** The frame of the page: its menu, and what it says without a connection. */

import { act, screen, waitFor, within } from "@testing-library/react";
import { aProblem, aSession, nothing, on, renderPage } from "@tests/support";
import { expect, test, vi } from "vitest";

function connect(isOnline: boolean): void {
  vi.spyOn(navigator, "onLine", "get").mockReturnValue(isOnline);
  act(() => void globalThis.dispatchEvent(new Event(isOnline ? "online" : "offline")));
}

test("in a narrow window the menu has the pages, the colours, the language and the way out", async () => {
  const session = aSession({ is_keyless: false, name: "school", role: "user" });
  let isOpen = true;
  const answers = [
    on("get", "/api/v1/session", () => (isOpen ? session : aProblem("unauthorized"))),
    on("delete", "/api/v1/session", () => {
      isOpen = false;
      return nothing();
    }),
  ];
  const page = await renderPage("/", { answers });
  await screen.findByRole("button", { name: "Make the video" });
  await page.user.click(screen.getByLabelText("Menu"));
  const menu = within(document.querySelector(".mantine-AppShell-navbar") as HTMLElement);
  expect(menu.getByText("Videos").closest("a")).toHaveAttribute("href", "/videos");
  expect(menu.queryByText("Operations")).toBeNull();
  await page.user.selectOptions(menu.getByLabelText("Language of this page"), "de");
  await waitFor(() => expect(menu.getByLabelText("Farben")).toBeInTheDocument());
  expect(document.documentElement).toHaveAttribute("lang", "de");
  expect(document.documentElement).toHaveAttribute("dir", "ltr");
  await page.user.click(menu.getByText("Abmelden"));
  expect(await screen.findByRole("heading", { level: 1, name: "Anmelden" })).toBeVisible();
});

test("without a connection a new visitor is told so at once, and the page goes on when it is back", async () => {
  connect(false);
  await renderPage("/");
  expect(await screen.findByRole("heading", { level: 1, name: "No connection" })).toBeVisible();
  connect(true);
  expect(await screen.findByRole("button", { name: "Make the video" })).toBeVisible();
});

test("a connection that is lost later is told above the page, which stays", async () => {
  await renderPage("/");
  await screen.findByRole("button", { name: "Make the video" });
  connect(false);
  expect(await screen.findByText(/No connection\. What you see may be out of date/)).toBeVisible();
  expect(screen.getByRole("button", { name: "Make the video" })).toBeVisible();
  connect(true);
  await waitFor(() => expect(screen.queryByText(/No connection/)).toBeNull());
});
