/** Sharing a video by links. */

import { screen, within } from "@testing-library/react";
import { aCompletedVideo, aProblem, aTimeline, nothing, on, renderPage, VIDEO_ID } from "@tests/support";
import { HttpResponse, type RequestHandler } from "msw";
import { expect, test, vi } from "vitest";

const LINK = {
  id: "1796040000-3f1d2c4b5a69788796a5b4c3d2e1f001",
  label: "Class 7b",
  key: "school",
  created_at: "2026-11-21T10:00:00Z",
  expires_at: "2026-11-28T10:00:00Z",
};
const SHARED = { id: LINK.id, share: "ticket", video_url: "", expires_at: LINK.expires_at };

async function openDialog(...answers: readonly RequestHandler[]) {
  const page = await renderPage(`/videos/${VIDEO_ID}`, {
    answers: [
      ...answers,
      on("get", "/api/v1/videos/{video_id}/links", { links: [] }),
      on("get", "/api/v1/videos/{video_id}", aCompletedVideo()),
      on("get", "/api/v1/videos/{video_id}/files/{name}", () => HttpResponse.json(aTimeline())),
    ],
  });
  await page.user.click(await screen.findByRole("button", { name: "Share" }));
  return { ...page, dialog: within(await screen.findByRole("dialog", { name: "Share this video" })) };
}

test("a link is made for the time that is chosen, copied, and says until when it works", async () => {
  const asked = vi.fn();
  const { user, dialog } = await openDialog(
    on("post", "/api/v1/videos/{video_id}/share", ({ body }) => {
      asked(body);
      return HttpResponse.json(
        { ...SHARED, video_url: `${location.origin}/api/v1/videos/x` },
        { status: 201 },
      );
    }),
  );
  await user.selectOptions(dialog.getByRole("combobox", { name: "The link works for" }), "a day");
  await user.type(dialog.getByRole("textbox", { name: /Whom it is for/ }), "Class 7b");
  await user.click(dialog.getByRole("button", { name: "Make a link" }));
  const field = await dialog.findByRole("textbox", { name: "The new link" });
  expect(asked).toHaveBeenCalledWith({ hours: 24, label: "Class 7b" });
  expect(field).toHaveValue(`${location.origin}/videos/${VIDEO_ID}?share=ticket`);
  expect(dialog.getByText(/opens on this computer only/)).toBeVisible();
  await user.click(dialog.getByRole("button", { name: "Copy" }));
  expect(await dialog.findByRole("button", { name: "Copied" })).toBeVisible();
  expect(await navigator.clipboard.readText()).toBe(`${location.origin}/videos/${VIDEO_ID}?share=ticket`);
  expect(dialog.getByRole("status")).toHaveTextContent(/on the clipboard.*Works until Nov 28, 2026/);
});

test("links that work are listed, and can be revoked", async () => {
  let links = [LINK, { ...LINK, id: LINK.id.replace("1796", "1797"), label: "" }];
  const { user, dialog } = await openDialog(
    on("get", "/api/v1/videos/{video_id}/links", () => ({ links })),
    on("delete", "/api/v1/videos/{video_id}/links/{grant_id}", ({ fields }) => {
      links = links.filter(({ id }) => id !== fields["grant_id"]);
      return nothing();
    }),
  );
  expect(await dialog.findByText("Without a note")).toBeVisible();
  await user.click(dialog.getByRole("button", { name: /Revoke the link “Class 7b”/ }));
  await vi.waitFor(() => expect(dialog.queryByText("Class 7b")).not.toBeInTheDocument());
  expect(dialog.getByText("Without a note")).toBeVisible();
});

test("a link that can't be made is told with its sentence", async () => {
  const { user, dialog } = await openDialog(
    on("post", "/api/v1/videos/{video_id}/share", aProblem("conflict", { detail: "100 links already." })),
  );
  expect(await dialog.findByText("No link works now.")).toBeVisible();
  await user.click(dialog.getByRole("button", { name: "Make a link" }));
  expect(await dialog.findByRole("alert")).toHaveTextContent("100 links already.");
});
