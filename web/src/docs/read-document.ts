import { ApiError } from "@/api/api-error";
import { refusal } from "@/api/http";
import type { Document } from "./openapi";

export async function readDocument(): Promise<Document> {
  const response = await fetch("/openapi.json").catch(() => null);
  if (!response) throw ApiError.network();
  if (!response.ok) throw await refusal(response);
  return (await response.json()) as Document;
}
