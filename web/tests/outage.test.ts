/** A service that is gone is told as soon as the client's own tries have failed. */

import { screen } from "@testing-library/react";
import { aConfig, hurry, on, renderPage } from "@tests/support";
import { HttpResponse } from "msw";
import { expect, test } from "vitest";

test("an outage is told after the client's four tries, and trying again ends it", async () => {
  hurry();
  let asked = 0;
  const isBack = { current: false };
  const answer = () => {
    asked += 1;
    return isBack.current ? aConfig() : HttpResponse.error();
  };
  const page = await renderPage("/", { answers: [on("get", "/api/v1/config", answer)] });
  expect(await screen.findByRole("alert")).toHaveTextContent("unreachable");
  expect(asked).toBe(4);
  isBack.current = true;
  await page.user.click(screen.getByRole("button", { name: "Try again" }));
  expect(await screen.findByRole("textbox")).toBeVisible();
});
