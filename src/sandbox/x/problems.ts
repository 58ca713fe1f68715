/** X's error bodies. https://docs.x.com/x-api/fundamentals/response-codes-and-errors */
import type { Json } from "../../domain/json.ts";
import { type Answer, answer } from "../wire.ts";

const kinds = "https://api.x.com/2/problems/";

function problem(status: number, title: string, detail: string, type = "about:blank"): Answer {
  return answer(status, { title, detail, type, status });
}

/** A parameter or body that the API's own description does not allow. */
export function invalid(message: string, parameters: { readonly [name: string]: Json } = {}): Answer {
  return answer(400, {
    errors: [{ parameters, message }],
    title: "Invalid Request",
    detail: "One or more parameters to your request was invalid.",
    type: `${kinds}invalid-request`,
  });
}

export function forbidden(detail: string): Answer {
  return problem(403, "Forbidden", detail);
}

/** The token's owner did not grant what this takes. */
export const forbiddenScope: Answer = answer(403, { title: "Forbidden", detail: "Forbidden", type: "about:blank", status: 403 });

export const unauthorized = problem(401, "Unauthorized", "Unauthorized");

export const appOnly = problem(
  403,
  "Unsupported Authentication",
  "Authenticating with OAuth 2.0 Application-Only is forbidden for this endpoint. Supported authentication types are [OAuth 1.0a User Context, OAuth 2.0 User Context].",
  `${kinds}unsupported-authentication`,
);

export const duplicate = forbidden("You are not allowed to create a Tweet with duplicate content.");
export const notPermitted = forbidden("You are not permitted to perform this action.");
export const tooManyCashtags = forbidden("Your post may contain a maximum of one cashtag.");
export const notYours = forbidden("You are not authorized to delete this Tweet.");
export const invisibleParent = forbidden("You attempted to reply to a Tweet that is deleted or not visible to you.");
export const badMedia = invalid("Your media IDs are invalid.");

export const strangersPost = problem(
  403,
  "Forbidden",
  "You can only reply to or quote posts where you are mentioned or are the author.",
  `${kinds}not-authorized-for-resource`,
);

export const quoteNeedsEnterprise = problem(
  403,
  "Client Forbidden",
  "Your account is not permitted to access this feature.",
  `${kinds}client-forbidden`,
);

export const tooMany = problem(429, "Too Many Requests", "Too Many Requests");

export function creditsDepleted(accountId: string): Answer {
  return answer(402, {
    type: "https://api.twitter.com/2/problems/credits",
    title: "CreditsDepleted",
    detail: `Your enrolled account [${accountId}] does not have any credits to fulfill this request.`,
  });
}

/** One thing that isn't there, as it stands in `errors` beside what is. */
export function notFound(resource: "tweet" | "user" | "media", parameter: string, value: string): { readonly [key: string]: Json } {
  return {
    value,
    detail: `Could not find ${resource} with ${parameter}: [${value}].`,
    title: "Not Found Error",
    resource_type: resource,
    parameter,
    resource_id: value,
    type: `${kinds}resource-not-found`,
  };
}

/** What X says where something is wrong on its side or with the client as a whole. */
export function failure(status: number): Answer {
  if (status === 401) return unauthorized;
  if (status === 402) return creditsDepleted("1");
  if (status === 403) return notPermitted;
  if (status === 429) return tooMany;
  if (status === 503) return answer(503, "<!DOCTYPE html><html><body><h1>Service Unavailable</h1></body></html>");
  return problem(status, status >= 500 ? "Internal Server Error" : "Invalid Request", "Something is broken. Please try again later.");
}
