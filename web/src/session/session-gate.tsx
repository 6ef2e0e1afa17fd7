import { Suspense, useEffect, type ReactNode } from "react";
import { Navigate, useLocation } from "react-router";
import { SignInAgain, SignedOut } from "@/app/later";
import { returnPath } from "./return-path";
import { beginSession } from "./session";
import { useSession } from "./session-store";
import { Unreachable } from "./unreachable";

const signInPages = ["/signin", "/register"];
const openPages = [...signInPages, "/forgot", "/reset"];
let begun = false;

// What is behind it is for people the server knows.
export function SessionGate({ children }: { children: ReactNode }) {
  const { phase, left, anonymous } = useSession();
  const { pathname, search, hash } = useLocation();
  useEffect(() => {
    if (begun) return;
    begun = true;
    void beginSession();
  }, []);

  if (phase === "asking") return null;
  if (phase === "unreachable") return <Unreachable />;
  if (phase === "out") {
    if (openPages.includes(pathname)) return <SignedOut />;
    const here = pathname + search + hash;
    const back = here === "/" || left ? "" : `?return_to=${encodeURIComponent(here)}`;
    return <Navigate replace to={`/signin${back}`} />;
  }
  if (signInPages.includes(pathname) || (anonymous && openPages.includes(pathname)))
    return <Navigate replace to={returnPath(new URLSearchParams(search).get("return_to"))} />;
  if (openPages.includes(pathname)) return <SignedOut />;
  return (
    <>
      {children}
      {phase === "ended" && (
        <Suspense fallback={null}>
          <SignInAgain />
        </Suspense>
      )}
    </>
  );
}
