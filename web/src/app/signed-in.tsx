import { Suspense } from "react";
import { Route, Routes } from "react-router";
import { useToastQueue } from "@/lib/toast";
import { useOnce } from "@/lib/use-once";
import { Administration, Settings, Toasts } from "./later";
import { LiveStatus } from "./live-status";
import { Shell } from "./shell";
import { useLiveUpdates } from "./use-live-updates";

// Everything for people the server knows, and what all of it shares.
export function SignedIn() {
  const toasting = useToastQueue(({ waiting }) => waiting.length > 0);
  useLiveUpdates();
  return (
    <>
      <Suspense fallback={null}>
        <Routes>
          <Route path="/settings/*" element={<Settings />} />
          <Route path="/admin/*" element={<Administration />} />
          <Route path="*" element={<Shell />} />
        </Routes>
      </Suspense>
      <Suspense fallback={null}>{useOnce(toasting) && <Toasts />}</Suspense>
      <LiveStatus />
    </>
  );
}
