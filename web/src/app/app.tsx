import { QueryClientProvider } from "@tanstack/react-query";
import { Tooltip } from "radix-ui";
import { Suspense } from "react";
import { BrowserRouter, Route, Routes } from "react-router";
import { SessionGate } from "@/session/session-gate";
import { Boundary } from "@/ui/boundary";
import { BrokenPage } from "./broken-page";
import { ApiDocs } from "./later";
import { queryClient } from "./query-client";
import { SignedIn } from "./signed-in";

export function App() {
  return (
    <QueryClientProvider client={queryClient}>
      <Tooltip.Provider delayDuration={500} skipDelayDuration={200}>
        {/* As a transition, a step to another address would wait for as long as an answer streams. */}
        <BrowserRouter useTransitions={false}>
          <Boundary fallback={<BrokenPage />}>
            <Suspense fallback={null}>
              <Routes>
                <Route path="/docs" element={<ApiDocs />} />
                <Route path="/redoc" element={<ApiDocs />} />
                <Route path="/api/v1/docs" element={<ApiDocs />} />
                <Route path="/api/v1/redoc" element={<ApiDocs />} />
                <Route
                  path="*"
                  element={
                    <SessionGate>
                      <SignedIn />
                    </SessionGate>
                  }
                />
              </Routes>
            </Suspense>
          </Boundary>
        </BrowserRouter>
      </Tooltip.Provider>
    </QueryClientProvider>
  );
}
