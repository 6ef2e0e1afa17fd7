import tailwind from "@tailwindcss/vite";
import react from "@vitejs/plugin-react";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";
import { precompress } from "./build/precompress.ts";
import { sizeBudget } from "./build/size-budget.ts";
import { woff2Only } from "./build/woff2-only.ts";

const server = process.env.PARLANCE_URL ?? "http://127.0.0.1:8000";

export default defineConfig({
  plugins: [woff2Only(), react(), tailwind(), sizeBudget({ firstLoadKiB: 200 }), precompress()],
  resolve: { alias: { "@": fileURLToPath(new URL("src", import.meta.url)) } },
  build: {
    target: "es2022",
    reportCompressedSize: false,
    chunkSizeWarningLimit: 1500,
    // Fonts and pictures stay files: the content policy allows no data: fonts.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
  },
  logLevel: "warn",
  server: {
    proxy: Object.fromEntries(
      ["/api", "/health", "/openapi.json"].map((path) => [path, { target: server, ws: path === "/api" }]),
    ),
  },
  test: { environment: "happy-dom", include: ["test/**/*.test.{ts,tsx}"], setupFiles: ["test/setup.ts"] },
});
