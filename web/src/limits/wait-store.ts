import { useEffect, useState } from "react";
import { create } from "zustand";
import type { ApiError } from "@/api/api-error";

// Until when the server wants no more messages, and why.
interface Wait {
  until: number;
  error: ApiError | null;
}

const useWait = create<Wait>(() => ({ until: 0, error: null }));

export function waitAsTold(error: ApiError, now = Date.now()): void {
  if (error.status !== 429 && !limitCodes.has(error.code)) return;
  if (error.retryAfterSeconds !== null) useWait.setState({ until: now + error.retryAfterSeconds * 1000, error });
}

const limitCodes = new Set(["RATE_LIMIT_EXCEEDED", "BUDGET_EXCEEDED"]);

// Seconds left to wait, counted down; null when nothing stands in the way.
export function useWaiting(): { seconds: number; error: ApiError } | null {
  const { until, error } = useWait();
  const [now, setNow] = useState(Date.now);
  const seconds = Math.ceil((until - now) / 1000);
  const waiting = seconds > 0;
  useEffect(() => {
    setNow(Date.now());
    if (!error) return;
    const timer = setInterval(() => {
      setNow(Date.now());
      if (Date.now() >= until) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [until, error]);
  return waiting && error ? { seconds, error } : null;
}
