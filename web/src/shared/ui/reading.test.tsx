/** Texts and scripts to read: Prose, ComparedTexts, CodeView. */

import { MantineProvider } from "@mantine/core";
import { render, screen, within } from "@testing-library/react";
import type { ReactElement } from "react";
import { I18nextProvider } from "react-i18next";
import { expect, test } from "vitest";
import { openTexts } from "@/shared/texts";
import { CodeView } from "./CodeView";
import { ComparedTexts } from "./ComparedTexts";
import { Prose } from "./Prose";

async function show(element: ReactElement): Promise<void> {
  const texts = await openTexts("en");
  render(
    <I18nextProvider i18n={texts}>
      <MantineProvider>{element}</MantineProvider>
    </I18nextProvider>,
  );
}

test("Markdown is shown as headings, paragraphs, lists and tables", async () => {
  await show(
    <Prose text={"# Sides\n\n## A **square**\n\nHas `4`.\n\n- one\n- two\n\n| n |\n|---|\n| 4 |"} />,
  );
  expect(screen.getByRole("heading", { level: 3, name: "Sides" })).toBeVisible();
  expect(screen.getByRole("heading", { level: 4, name: "A square" })).toBeVisible();
  expect(screen.getAllByRole("listitem")).toHaveLength(2);
  expect(screen.getByRole("columnheader", { name: "n" })).toBeVisible();
});

test("markup in a text is shown as it is written", async () => {
  await show(<Prose text={'A <img src=x onerror="alert(1)"> and <script>alert(1)</script>.'} />);
  expect(screen.getByText('A <img src=x onerror="alert(1)"> and <script>alert(1)</script>.')).toBeVisible();
  expect(screen.queryByRole("img")).toBeNull();
});

test("what was corrected is marked in both versions", async () => {
  await show(
    <ComparedTexts
      before={{ title: "Before", text: "## Square\n\nIt has three sides." }}
      after={{ title: "After", text: "## Square\n\nIt has four sides." }}
      language="en"
    />,
  );
  const [before, after] = ["Before", "After"].map((name) => screen.getByRole("region", { name }));
  expect(within(before as HTMLElement).getByText("three").tagName).toBe("DEL");
  expect(within(after as HTMLElement).getByText("four").tagName).toBe("INS");
  expect(screen.getByText(/One place was changed/)).toBeVisible();
});

test("texts without a difference say so", async () => {
  const same = { title: "Text", text: "Same." };
  await show(<ComparedTexts before={same} after={same} language={null} />);
  expect(screen.getByText("Nothing was changed.")).toBeVisible();
});

test("a script has colours and the numbers of its lines, and its markup is not run", async () => {
  await show(<CodeView code={"def draw():\n    return '<b>'\n"} label="Script" firstLine={7} />);
  const view = screen.getByRole("region", { name: "Script" });
  expect((await within(view).findByText("def")).className).toBe("tok-keyword");
  expect(within(view).getByText("'<b>'").className).toBe("tok-string");
  expect(view.firstElementChild?.textContent).toBe("7\n8");
});
