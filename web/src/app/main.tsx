/** Opens the page. */

import "@mantine/core/styles.css";
import "@mantine/notifications/styles.css";
import "./page.css";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { createCache } from "@/shared/api/cache";
import { openTexts } from "@/shared/texts";
import { keepForOffline } from "./offline";
import { Providers } from "./Providers";
import { createPages } from "./router";

async function open(place: HTMLElement): Promise<void> {
  const [cache, pages, texts] = [createCache(), createPages(), await openTexts()];
  createRoot(place).render(
    <StrictMode>
      <Providers cache={cache} texts={texts}>
        <RouterProvider router={pages} />
      </Providers>
    </StrictMode>,
  );
  keepForOffline();
}

const place = document.getElementById("root");
if (place) void open(place);
