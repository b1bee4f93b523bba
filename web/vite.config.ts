import { fileURLToPath } from "node:url";
import react from "@vitejs/plugin-react";
import { VitePWA } from "vite-plugin-pwa";
import { defineConfig } from "vitest/config";
import { compressFiles } from "./compress-files.ts";

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const SERVICE = process.env["PODREEL_URL"] ?? "http://127.0.0.1:8000";
// The service takes requests from its own pages only.
const PASSED_ON = { target: SERVICE, changeOrigin: true, headers: { origin: SERVICE } };

export default defineConfig({
  plugins: [
    react(),
    VitePWA({
      injectRegister: null, // the page has no inline script; src/app/offline.ts registers it
      registerType: "prompt", // pages that are open keep their parts until the last of them is closed
      manifest: {
        name: "Podreel",
        short_name: "Podreel",
        description: "Turns a question into a narrated, animated explainer video.",
        theme_color: "#101319",
        background_color: "#101319",
        display: "standalone",
        start_url: "/",
        icons: [{ src: "/icon.svg", sizes: "any", type: "image/svg+xml", purpose: "any" }],
      },
      workbox: {
        inlineWorkboxRuntime: true,
        globPatterns: ["index.html", "assets/**/*.{js,css}"],
        globIgnores: ["assets/mend-*.js"],
        // The page always comes from the service, with its current policy; the kept one only in an outage.
        directoryIndex: null,
        navigateFallback: null,
        // Videos and answers are never kept: whoever may read them is decided at each request.
        runtimeCaching: [
          {
            urlPattern: ({ request, url }) =>
              request.mode === "navigate" && !/^\/(api|docs|health|metrics|openapi\.json)/.test(url.pathname),
            handler: "NetworkOnly",
            options: { precacheFallback: { fallbackURL: "/index.html" } },
          },
        ],
      },
    }),
    compressFiles(),
  ],
  resolve: {
    alias: {
      "@": here("src"),
      "@tests": here("tests"),
      "@podreel/client": here("../clients/typescript/src/index.ts"),
    },
    dedupe: ["openapi-fetch", "eventsource-parser"],
  },
  build: { target: "es2023", assetsInlineLimit: 0, reportCompressedSize: false },
  server: {
    proxy: { "/api": PASSED_ON, "/health": PASSED_ON },
    fs: { allow: [here("..")] }, // the client, and what tests compare with
  },
  test: {
    environment: "jsdom",
    testTimeout: 60_000, // pages are loaded when they are opened, also on a busy machine
    setupFiles: ["tests/setup.ts"],
    include: ["src/**/*.test.{ts,tsx}", "tests/**/*.test.ts"],
  },
});
