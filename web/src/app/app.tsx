import { QueryClientProvider } from "@tanstack/react-query";
import { Tooltip } from "radix-ui";
import { lazy, Suspense } from "react";
import { BrowserRouter, Route, Routes } from "react-router";
import { queryClient } from "./query-client";
import { Shell } from "./shell";

const ApiDocs = lazy(() => import("@/docs/api-docs"));

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
        <BrowserRouter>
          <Suspense fallback={null}>
            <Routes>
              <Route path="/docs" element={<ApiDocs />} />
              <Route path="/redoc" element={<ApiDocs />} />
              <Route path="/api/v1/docs" element={<ApiDocs />} />
              <Route path="/api/v1/redoc" element={<ApiDocs />} />
              <Route path="*" element={<Shell />} />
            </Routes>
          </Suspense>
        </BrowserRouter>
      </Tooltip.Provider>
    </QueryClientProvider>
  );
}
