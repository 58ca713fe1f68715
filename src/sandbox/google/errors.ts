/** Google's error bodies. https://developers.google.com/youtube/v3/docs/errors */
import { type Answer, answer } from "../wire.ts";

export function googleError(code: number, reason: string, message: string, domain = "global"): Answer {
  return answer(code, { error: { code, message, errors: [{ message, domain, reason }] } });
}

/** What Google says where something is wrong on its side or with the client as a whole. */
export function failure(status: number): Answer {
  if (status === 401) return googleError(401, "authError", "Invalid Credentials");
  if (status === 403)
    return googleError(403, "quotaExceeded", "The request cannot be completed because you have exceeded your quota.", "youtube.quota");
  if (status === 429) return googleError(429, "rateLimitExceeded", "Too many requests. Please try again later.");
  return googleError(status, "backendError", "Backend Error");
}
