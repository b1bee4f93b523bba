/** Texts that follow the speech and lead to it: transcript and chapters. */

import { fireEvent, screen, within } from "@testing-library/react";
import { aTimeline, player, playTo, watch } from "@tests/support";
import { expect, test, vi } from "vitest";

test("the sentence that is spoken is marked", async () => {
  const page = await watch();
  const second = await screen.findByRole("button", { name: /A circle has no corner/ });
  expect(second).toHaveAttribute("aria-current", "false");
  playTo(player(page), 3);
  expect(second).toHaveAttribute("aria-current", "true");
});

test("a sentence that is clicked, or chosen by keyboard, is where the player goes", async () => {
  const page = await watch();
  await page.user.click(await screen.findByRole("button", { name: /A circle has no corner/ }));
  expect(player(page).currentTime).toBe(2.5);
  await page.user.keyboard("{ArrowDown}{Enter}");
  expect(player(page).currentTime).toBe(6);
  expect(screen.getByRole("button", { name: /Both are flat/ })).toHaveFocus();
});

test("the transcript follows the speech until the reader scrolls, and again when asked to", async () => {
  const scroll = vi.spyOn(Element.prototype, "scrollTo");
  vi.spyOn(HTMLElement.prototype, "offsetTop", "get").mockImplementation(function (this: HTMLElement) {
    return this.tagName === "BUTTON" ? 5000 : 0; // far below what the box shows
  });
  const page = await watch();
  const sentence = await screen.findByRole("button", { name: /A circle has no corner/ });
  playTo(player(page), 3);
  expect(scroll).toHaveBeenCalled();
  fireEvent.wheel(sentence);
  scroll.mockClear();
  playTo(player(page), 6);
  expect(scroll).not.toHaveBeenCalled();
  await page.user.click(screen.getByRole("button", { name: "Follow the speech" }));
  expect(scroll).toHaveBeenCalled();
  expect(screen.queryByRole("button", { name: "Follow the speech" })).not.toBeInTheDocument();
});

test("chapters lead to their place, and the degraded ones say why", async () => {
  const timeline = aTimeline([{ title: "A square" }, { title: "Proof", is_degraded: true }]);
  const page = await watch({
    timeline,
    video: { degraded: [{ title: "Proof", reason: "a formula had no room" }] },
  });
  const chapters = await screen.findByRole("region", { name: "Chapters" });
  const proof = within(chapters).getByRole("button", { name: /Proof/ });
  expect(proof).toHaveTextContent("Simpler pictures");
  expect(within(chapters).getByText("a formula had no room")).toBeVisible();
  expect(within(chapters).getByRole("button", { name: /A square/ })).not.toHaveTextContent("Simpler");
  await page.user.click(proof);
  expect(player(page).currentTime).toBe(6);
  const [track] = Array.from(player(page).textTracks);
  expect(Array.from(track?.cues ?? [], (cue) => cue.startTime)).toEqual([0, 6]);
});

test("a damaged timeline costs the transcript, not the video", async () => {
  const page = await watch({ timeline: { sections: "none" } });
  expect(await screen.findByText(/The transcript and the chapters can't be shown/)).toBeVisible();
  expect(player(page)).toBeInTheDocument();
});
