import { ApiError } from "./api-error";
import { noteBudget } from "./budget-warning";
import { csrfHeader, renewCsrf, sessionEnded } from "./session-token";

interface Options {
  body?: unknown;
  signal?: AbortSignal;
  idempotencyKey?: string;
  accept?: string;
}

// One JSON call to the native API. Throws ApiError, or the signal's AbortError.
export async function call<T>(method: string, path: string, options: Options = {}): Promise<T> {
  const response = await request(method, path, options);
  // The cookie may be another tab's newer one, and then the token that goes with it is new too.
  if (response.status === 403 && method !== "GET" && (await renewCsrf()))
    return answer<T>(await request(method, path, options), path);
  return answer<T>(response, path);
}

async function request(method: string, path: string, options: Options): Promise<Response> {
  const headers: Record<string, string> = { Accept: options.accept ?? "application/json", ...csrfHeader(method) };
  if (options.body !== undefined) headers["Content-Type"] = "application/json";
  if (options.idempotencyKey) headers["Idempotency-Key"] = `"${options.idempotencyKey}"`;

  try {
    return await fetch(`/api/v1${path}`, {
      method,
      headers,
      credentials: "same-origin",
      body: options.body === undefined ? undefined : JSON.stringify(options.body),
      signal: options.signal ?? null,
    });
  } catch (error) {
    if (options.signal?.aborted) throw error;
    throw ApiError.network();
  }
}

async function answer<T>(response: Response, path: string): Promise<T> {
  noteBudget(response.headers.get("X-Budget-Warning"));
  if (!response.ok) {
    if (response.status === 401 && !provesIdentity(path)) sessionEnded();
    throw await refusal(response);
  }
  if (response.status === 204) return undefined as T;
  const json = response.headers.get("Content-Type")?.includes("json") ?? false;
  return (json ? await response.json() : await response.text()) as T;
}

// Where a wrong password is refused: that ends no session.
const provesIdentity = (path: string) => path.startsWith("/auth/") && !path.startsWith("/auth/sessions");

// The error a failed response describes.
export async function refusal(response: Response): Promise<ApiError> {
  const body = (await response.json().catch(() => null)) as { error?: unknown } | null;
  return ApiError.from(body?.error, response.status, response.headers.get("Retry-After"));
}

export function query(parameters: Record<string, string | number | null | undefined>): string {
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(parameters))
    if (value !== null && value !== undefined && value !== "") search.set(name, String(value));
  const text = search.toString();
  return text && `?${text}`;
}
