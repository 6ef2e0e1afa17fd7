import type { ApiError } from "@/api/api-error";
import { t } from "@/i18n/i18n";
import { formatRelative } from "./format";

// Seconds for what is worth waiting for; a budget may take days.
export const retryText = (seconds: number) =>
  seconds < 120 ? t("error.retryAfter", { count: seconds }) : t("error.retryLater", { when: formatRelative(seconds) });

// A refusal in a sentence for people: the server's own words, and when to come back if it says so.
export function describeError(error: ApiError): string {
  if (error.code === "NETWORK") return t("error.network");
  // What is forbidden is said in the message; its details are for programs.
  const problems = error.code === "FORBIDDEN" ? "" : error.details.map(({ field, problem }) => `${field}: ${problem}`).join("; ");
  const text = problems ? `${error.message} (${problems})` : error.message;
  return error.retryAfterSeconds === null ? text : `${text} ${retryText(error.retryAfterSeconds)}`;
}
