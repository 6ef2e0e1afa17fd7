export interface FieldProblem {
  field: string;
  problem: string;
}

// A refusal in the server's one error shape, or a failure to reach it at all (code "NETWORK").
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly requestId: string | null;
  readonly details: FieldProblem[];
  readonly retryAfterSeconds: number | null;

  constructor(code: string, message: string, more: Partial<Omit<ApiError, "code" | "message">> = {}) {
    super(message);
    this.name = "ApiError";
    this.code = code;
    this.status = more.status ?? 0;
    this.requestId = more.requestId ?? null;
    this.details = more.details ?? [];
    this.retryAfterSeconds = more.retryAfterSeconds ?? null;
  }

  static network(): ApiError {
    return new ApiError("NETWORK", "The server cannot be reached.");
  }

  // Reads `{code, message, details, request_id}`; anything else becomes a generic failure of that status.
  static from(body: unknown, status = 0, retryAfter: string | null = null): ApiError {
    const shape = (typeof body === "object" && body !== null ? body : {}) as Record<string, unknown>;
    const details = shape.details;
    const inDetails =
      typeof details === "object" && details !== null ? (details as { retry_after?: unknown }).retry_after : undefined;
    const seconds = Number(retryAfter ?? inDetails ?? NaN);
    return new ApiError(
      typeof shape.code === "string" ? shape.code : `HTTP_${status}`,
      typeof shape.message === "string" ? shape.message : "The server answered in an unexpected way.",
      {
        status,
        requestId: typeof shape.request_id === "string" ? shape.request_id : null,
        details: Array.isArray(details) ? details.filter(isFieldProblem) : [],
        retryAfterSeconds: Number.isFinite(seconds) ? seconds : null,
      },
    );
  }
}

function isFieldProblem(value: unknown): value is FieldProblem {
  const item = value as Partial<FieldProblem> | null;
  return typeof item?.field === "string" && typeof item.problem === "string";
}

export function asApiError(error: unknown): ApiError {
  return error instanceof ApiError ? error : ApiError.network();
}
