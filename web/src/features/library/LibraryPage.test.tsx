import type { VideoSummary } from "@podreel/client";
import { act, fireEvent, screen, waitFor, within } from "@testing-library/react";
import {
  aPage,
  aProblem,
  aSession,
  aSummary,
  hurry,
  isGone,
  nothing,
  on,
  renderPage,
  service,
} from "@tests/support";
import { afterEach, expect, test, vi } from "vitest";

const LIST = "/api/v1/videos";

/** A library that answers page by page; `asked` keeps what it was asked for. */
function library(videos: readonly VideoSummary[], size = 100) {
  const shelf = { videos, asked: [] as URLSearchParams[] };
  const answer = on("get", LIST, ({ query }) => {
    shelf.asked.push(query);
    const statuses = query.getAll("status") as VideoSummary["status"][];
    const found = shelf.videos.filter(
      (video) =>
        (statuses.length === 0 || statuses.includes(video.status)) &&
        video.original_question.includes(query.get("text") ?? ""),
    );
    const start = Number(query.get("cursor") ?? 0);
    const end = start + size;
    return aPage(found.slice(start, end), {
      total: found.length,
      next_cursor: end < found.length ? `${end}` : null,
    });
  });
  return { shelf, answer };
}

const many = (count: number) =>
  Array.from({ length: count }, (_, place) => {
    const created = Date.parse("2026-11-21T10:00:00Z") - place * 60_000;
    return aSummary({ created_at: new Date(created).toISOString() }, place);
  });

/** Rows have a height, and what is scrolled moves, which jsdom does not work out. */
function layOut(): void {
  vi.spyOn(HTMLElement.prototype, "offsetHeight", "get").mockReturnValue(112);
  const rect = (): DOMRect => new DOMRect(0, -window.scrollY, 800, 112);
  vi.spyOn(Element.prototype, "getBoundingClientRect").mockImplementation(rect);
}

function scrollTo(top: number): void {
  act(() => {
    vi.stubGlobal("scrollY", top);
    fireEvent.scroll(window);
  });
}

afterEach(() => vi.stubGlobal("scrollY", 0));

test("a row says what the video is, how long, how it stands and when it was asked for", async () => {
  layOut();
  const { answer } = library([
    aSummary({ title: "Why the sky is blue", seconds: 95, poster_url: "http://elsewhere/poster.jpg" }),
  ]);
  const page = await renderPage("/videos", { answers: [answer] });
  const link = await screen.findByRole("link", { name: "Why the sky is blue" });
  expect(link).toHaveAttribute("href", expect.stringMatching(/^\/videos\/0b9d6c1e/));
  const row = within(screen.getByRole("list", { name: "Videos" })).getByRole("listitem");
  expect(row).toHaveTextContent("Completed");
  expect(row).toHaveTextContent("1:35");
  expect(within(row).getByText(/Nov/).closest("time")).toHaveAttribute("datetime", "2026-11-21T10:00:00Z");
  expect(screen.getByRole("status")).toHaveTextContent("1 video");
  const picture = page.container.querySelector("img");
  expect(picture).toHaveAttribute(
    "src",
    expect.stringMatching(/^\/api\/v1\/videos\/.+\/files\/poster\.jpg$/),
  );
  expect(picture).toHaveAttribute("loading", "lazy");
});

test("a picture that cannot be loaded gives way to a calm sign", async () => {
  layOut();
  const { answer } = library([aSummary({ poster_url: "/poster.jpg" }), aSummary({}, 1)]);
  const page = await renderPage("/videos", { answers: [answer] });
  await screen.findByRole("list", { name: "Videos" });
  const picture = page.container.querySelector("img");
  if (picture) fireEvent.error(picture);
  expect(page.container.querySelector("img")).toBeNull();
});

test("of 5,000 videos only a screenful is in the page, and screen readers hear how many there are", async () => {
  layOut();
  const { answer, shelf } = library(many(5_000), 1_000);
  await renderPage("/videos", { answers: [answer] });
  const list = await screen.findByRole("list", { name: "Videos" });
  for (let loaded = 1_000; loaded < 5_000; loaded += 1_000) {
    scrollTo(loaded * 112 - 800);
    await waitFor(() => expect(shelf.asked.some((query) => query.get("cursor") === `${loaded}`)).toBe(true));
    await waitFor(() => expect(Number.parseFloat(list.style.height)).toBeGreaterThan(loaded * 112));
  }
  scrollTo(5_000 * 112);
  expect(await screen.findByRole("link", { name: "Squares and circles 4999" })).toBeVisible();
  const rows = within(list).getAllByRole("listitem");
  expect(rows.length).toBeLessThan(40);
  expect(rows.at(-1)).toHaveAttribute("aria-posinset", "5000");
  expect(rows.at(-1)).toHaveAttribute("aria-setsize", "5000");
  expect(screen.getByText("5,000 videos")).toBeVisible();
});

test("the filter is kept in the address, and going back takes a choice back", async () => {
  layOut();
  const { answer, shelf } = library([
    aSummary({ original_question: "Why is the sky blue?" }, 1),
    aSummary({ original_question: "What is a prime?", status: "failed", title: "", message: "Oh." }, 2),
  ]);
  const page = await renderPage("/videos?text=sky", { answers: [answer] });
  expect(await screen.findByRole("searchbox", { name: "Words in the question" })).toHaveValue("sky");
  expect(await screen.findByText("1 video found")).toBeVisible();
  expect(shelf.asked[0]?.get("text")).toBe("sky");
  await page.user.clear(screen.getByRole("searchbox"));
  await screen.findByText("2 videos");
  expect(page.address()).toBe("/videos");
  await page.user.selectOptions(screen.getByRole("combobox", { name: "Show" }), "Failed");
  await screen.findByText("1 video found");
  expect(page.address()).toBe("/videos?status=failed");
  expect(screen.getByRole("link", { name: "What is a prime?" })).toBeVisible();
  page.back();
  await screen.findByText("2 videos");
  expect(page.address()).toBe("/videos");
  expect(screen.getByRole("combobox", { name: "Show" })).toHaveDisplayValue("All videos");
});

test("typing asks once, not at every letter", async () => {
  layOut();
  const { answer, shelf } = library(many(3));
  const page = await renderPage("/videos", { answers: [answer] });
  await page.user.type(await screen.findByRole("searchbox"), "number 2");
  await screen.findByText("1 video found");
  expect(shelf.asked.filter((query) => query.has("text"))).toHaveLength(1);
  expect(page.address()).toBe("/videos?text=number+2");
});

test("a library without videos leads to the question, and without a filter", async () => {
  const { answer } = library([]);
  await renderPage("/videos", { answers: [answer] });
  expect(await screen.findByRole("link", { name: "Ask a question" })).toHaveAttribute("href", "/");
  expect(screen.queryByRole("searchbox")).toBeNull();
});

test("where nothing is found the filter can be cleared", async () => {
  layOut();
  const { answer } = library(many(2));
  const page = await renderPage("/videos?text=nowhere&status=failed", { answers: [answer] });
  await page.user.click(await screen.findByRole("button", { name: "Clear the filter" }));
  expect(await screen.findByText("2 videos")).toBeVisible();
  expect(page.address()).toBe("/videos");
  expect(screen.getByRole("searchbox")).toHaveValue("");
});

test("a video is deleted after a question, and the others stay", async () => {
  layOut();
  const { answer } = library(many(3));
  const deleted: string[] = [];
  const page = await renderPage("/videos", {
    answers: [
      answer,
      on("delete", "/api/v1/videos/{video_id}", ({ fields }) => {
        deleted.push(fields["video_id"] ?? "");
        return nothing();
      }),
    ],
  });
  await page.user.click(await screen.findByRole("button", { name: "Delete “Squares and circles 1”" }));
  const question = await screen.findByRole("dialog", { name: "Delete this video?" });
  expect(within(question).getByText("Squares and circles 1")).toBeVisible();
  await page.user.click(within(question).getByRole("button", { name: "Keep it" }));
  expect(deleted).toEqual([]);
  await page.user.click(screen.getByRole("button", { name: "Delete “Squares and circles 1”" }));
  await page.user.click(await screen.findByRole("button", { name: "Delete it" }));
  await waitFor(() => expect(screen.queryByText("Squares and circles 1")).toBeNull());
  expect(deleted).toEqual([many(2)[1]?.video_id]);
  expect(screen.getByText("2 videos")).toHaveFocus();
});

test("a deletion that fails says why, and the video stays", async () => {
  layOut();
  const { answer } = library(many(1));
  const page = await renderPage("/videos", {
    answers: [answer, on("delete", "/api/v1/videos/{video_id}", () => aProblem("forbidden"))],
  });
  await page.user.click(await screen.findByRole("button", { name: /^Delete / }));
  await page.user.click(await screen.findByRole("button", { name: "Delete it" }));
  expect(await screen.findByRole("alert")).toHaveTextContent("This helps against forbidden.");
  await page.user.click(screen.getByRole("button", { name: "Keep it" }));
  expect(screen.getByText("1 video")).toBeVisible();
});

test("videos that are being made are updated by themselves, in their places", async () => {
  layOut();
  const making = { status: "rendering_video", progress: 40, title: "", seconds: null } as const;
  const { answer, shelf } = library([aSummary({ ...making, progress: 90 }, 1), aSummary(making, 2)]);
  await renderPage("/videos", { answers: [answer] });
  const bars = await screen.findAllByRole("progressbar", { name: "Progress" });
  expect(bars.map((bar) => bar.getAttribute("aria-valuenow"))).toEqual(["90", "40"]);
  shelf.videos = [aSummary({ title: "The first is done" }, 1), aSummary({ ...making, progress: 70 }, 2)];
  expect(await screen.findByRole("link", { name: "The first is done" })).toBeVisible();
  expect(screen.getByRole("progressbar")).toHaveAttribute("aria-valuenow", "70");
  const rows = screen.getAllByRole("listitem");
  expect(rows.map((row) => row.textContent?.includes("The first is done"))).toEqual([true, false]);
});

test("operators see whose a video is, and nobody else", async () => {
  layOut();
  const { answer } = library([aSummary({ caller: "school" })]);
  const people = (role: "operator" | "user") =>
    on("get", "/api/v1/session", aSession({ is_keyless: false, name: "me", role }));
  const page = await renderPage("/videos", { answers: [answer, people("operator")] });
  expect(await screen.findByText("by school")).toBeVisible();
  page.unmount();
  service.use(people("user"));
  await renderPage("/videos");
  await screen.findByRole("link", { name: "Squares and circles 0" });
  expect(screen.queryByText("by school")).toBeNull();
});

test("a service that is gone is told, and asked again on demand", async () => {
  hurry();
  const page = await renderPage("/videos", { answers: [isGone("get", LIST)] });
  const problem = await screen.findByRole("alert");
  vi.restoreAllMocks();
  layOut();
  service.use(library(many(1)).answer);
  await page.user.click(within(problem).getByRole("button", { name: "Try again" }));
  expect(await screen.findByText("1 video")).toBeVisible();
});

test("in German, and with a title that is written from right to left", async () => {
  layOut();
  const { answer } = library([aSummary({ title: "لماذا السماء زرقاء" })]);
  await renderPage("/videos", { answers: [answer], language: "de" });
  const link = await screen.findByRole("link", { name: "لماذا السماء زرقاء" });
  expect(link.closest("[dir]")).toHaveAttribute("dir", "auto");
  expect(within(screen.getByRole("listitem")).getByText("Fertig")).toBeVisible();
});
