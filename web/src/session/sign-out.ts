import { asApiError } from "@/api/api-error";
import { describeError } from "@/lib/describe-error";
import { tellFailure } from "@/lib/toast";
import { signOut } from "./session";

// Whoever wants to be signed out must know when they are not.
export const signOutOrTell = () =>
  signOut().catch((error: unknown) => tellFailure(describeError(asApiError(error))));
