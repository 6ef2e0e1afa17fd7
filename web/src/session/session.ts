import { getAuthOptions, getMe, login, logout, logoutElsewhere, register, type Me, type SignedIn } from "@/api/account";
import { asApiError } from "@/api/api-error";
import { setCsrf, watchSession } from "@/api/session-token";
import { queryClient } from "@/app/query-client";
import { forgetDrafts, keepDrafts } from "@/composer/drafts";
import { disconnect, reconnect } from "@/live/connection";
import { turns } from "@/live/turn-store";
import { readStored, writeStored } from "@/lib/storage";
import { forgetPrompts } from "@/composer/prompt-choice";
import { forgetModels } from "@/models/model-choice";
import { forgetAllThreads } from "@/thread/load";
import { session, setSession, showUser } from "./session-store";
import { onOtherTab, tellOtherTabs } from "./tabs";

const pauseMs = 1000;
const pauseMaxMs = 15_000;
// Whose drafts this browser holds.
const userKey = "parlance.user";

// Asks who we are, again and again while the server is away.
export async function beginSession(): Promise<void> {
  watchSession({ renew: readToken, onEnd: endSession });
  onOtherTab((change) => (change === "out" ? leave() : void recognise()));
  for (let pause = pauseMs; ; pause = Math.min(pause * 2, pauseMaxMs)) {
    if (await recognise()) return;
    setSession({ phase: "unreachable" });
    await new Promise((resume) => setTimeout(resume, pause));
  }
}

// Shows whom the cookie belongs to. False when the server could not be asked.
export async function recognise(): Promise<boolean> {
  try {
    accept(await getMe());
    return true;
  } catch (error) {
    const { status } = asApiError(error);
    if (status !== 401 && status !== 403) return false;
    if (session().phase === "in") endSession();
    else if (session().phase !== "ended") setSession({ phase: "out", user: null, anonymous: false });
    return true;
  }
}

export const signIn = async (email: string, password: string) => welcome(await login(email, password));

export const signUp = async (name: string, email: string, password: string) =>
  welcome(await register(name, email, password));

function welcome(reply: SignedIn): void {
  tellOtherTabs("in");
  accept({ ...reply, anonymous: false });
}

function accept(me: Me): void {
  const before = session().user;
  if (before && before.id !== me.user.id) {
    // Another person: a page of their own, from the beginning.
    leave();
    location.assign("/");
    return;
  }
  if (!me.anonymous) keepApart(me.user.id);
  setCsrf(me.csrf_token ?? null);
  showUser(me);
  enter();
}

function enter(): void {
  const resumed = session().phase === "ended";
  keepDrafts();
  setSession({ phase: "in", left: false });
  if (!resumed) return;
  reconnect();
  void queryClient.invalidateQueries();
}

export async function signOut(): Promise<void> {
  const address = await endAtServer();
  tellOtherTabs("out");
  leave();
  if (address) location.assign(address);
}

// Where the browser has to go to be signed out there too; null for nowhere.
async function endAtServer(): Promise<string | null> {
  try {
    const { providers } = await getAuthOptions();
    if (providers.length > 0) return (await logoutElsewhere()).logout_url || null;
    await logout();
  } catch (error) {
    // A session that is over already needs no ending.
    if (asApiError(error).status !== 401) throw error;
  }
  return null;
}

// Nothing of the person who was here stays behind.
export function leave(): void {
  disconnect();
  setCsrf(null);
  queryClient.clear();
  turns.clear();
  forgetAllThreads();
  forgetDrafts();
  forgetModels();
  forgetPrompts();
  writeStored(userKey, null);
  setSession({ phase: "out", user: null, anonymous: false, left: true });
}

// The server no longer knows us. What is on the screen and in the message field stays, below the question who we are.
export function endSession(): void {
  if (session().phase !== "in") return;
  disconnect();
  setSession({ phase: "ended" });
}

async function readToken(): Promise<string | null> {
  const me = await getMe();
  showUser(me);
  return me.csrf_token ?? null;
}

// Another person's drafts are not this one's.
function keepApart(userId: string): void {
  const before = readStored(userKey);
  if (before && before !== userId) {
    forgetDrafts();
    forgetModels();
    forgetPrompts();
  }
  writeStored(userKey, userId);
}
