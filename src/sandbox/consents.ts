/** The page on which a person says yes or no to an app, and the codes that come of it: RFC 6749 §4.1, with PKCE. */
import { createHash, randomBytes } from "node:crypto";
import type { Instant } from "../domain/instant.ts";
import type { Stage } from "./stage.ts";
import { type Answer, type Asked, answer } from "./wire.ts";

/** What an app asks for. */
export interface Asking {
  readonly clientId: string;
  readonly redirectUri: string;
  readonly state: string;
  readonly scopes: readonly string[];
  /** S256; null where the platform has no PKCE. */
  readonly challenge: string | null;
  /** Whether a login for when nobody is there was asked for. */
  readonly offline: boolean;
}

/** What a person granted. */
export interface Granting {
  readonly asking: Asking;
  /** The handle of whoever said yes. */
  readonly handle: string;
  readonly scopes: readonly string[];
  readonly at: Instant;
}

export interface Consents {
  /** The page. */
  show(asking: Asking): Answer;
  /** Somebody decided on it: form fields `request`, `handle`, `allow` (`yes` or `no`) and `without` (scopes left out, with spaces). */
  decide(asked: Asked): Answer;
  /** Uses a code up; null where it is unknown, used or too old. */
  redeem(code: string, lifeMs: number): Granting | null;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}

function back(asking: Asking, more: Readonly<Record<string, string>>): Answer {
  const url = new URL(asking.redirectUri);
  for (const [name, value] of Object.entries({ ...more, state: asking.state })) url.searchParams.set(name, value);
  return answer(302, "", { location: url.href });
}

/** What a browser shows where an app asks wrongly: nobody is sent anywhere. */
export function wrongAsking(why: string): Answer {
  return answer(400, `<!DOCTYPE html><title>Something went wrong</title><p>${escaped(why)}</p>`);
}

/** True where the verifier is the one behind the challenge. */
export function proves(verifier: string | null | undefined, { challenge }: Asking): boolean {
  if (challenge === null) return true;
  return (
    /^[A-Za-z0-9._~-]{43,128}$/.test(verifier ?? "") &&
    createHash("sha256")
      .update(verifier ?? "")
      .digest("base64url") === challenge
  );
}

export function consentsOn(stage: Stage): Consents {
  const open = new Map<string, Asking>();
  const codes = new Map<string, Granting>();
  return {
    show: (asking) => {
      const request = randomBytes(12).toString("hex");
      open.set(request, asking);
      const list = asking.scopes.map((scope) => `<li>${escaped(scope)}</li>`).join("");
      return answer(200, `<!DOCTYPE html><title>Authorize</title><ul>${list}</ul><form><input name="request" value="${request}"></form>`);
    },
    decide: ({ body }) => {
      const fields = body.kind === "form" ? body.fields : new URLSearchParams();
      const request = fields.get("request") ?? "";
      const asking = open.get(request);
      if (!asking) return wrongAsking("This was decided already.");
      open.delete(request);
      if (fields.get("allow") !== "yes") return back(asking, { error: "access_denied" });
      const without = (fields.get("without") ?? "").split(" ");
      const code = randomBytes(24).toString("base64url");
      const scopes = asking.scopes.filter((scope) => !without.includes(scope));
      codes.set(code, { asking, handle: fields.get("handle") ?? "", scopes, at: stage.clock.now() });
      return back(asking, { code });
    },
    redeem: (code, lifeMs) => {
      const granting = codes.get(code);
      codes.delete(code);
      return granting && stage.clock.now() - granting.at <= lifeMs ? granting : null;
    },
  };
}

/** An asking as the query says it; a sentence where it may not be. */
export function askingOf(
  { query }: Asked,
  stage: Stage,
  known: { readonly clientIds: readonly string[]; readonly scopes: readonly string[]; readonly between: "," | " "; readonly pkce: boolean },
): Asking | string {
  const at = (name: string) => query.get(name) ?? "";
  if ([...new Set(query.keys())].length !== [...query.keys()].length) return "A parameter was given twice.";
  if (at("response_type") !== "code") return "response_type must be code.";
  if (!known.clientIds.includes(at("client_id"))) return "The app is not known.";
  if (!stage.rules.redirectUris.includes(at("redirect_uri"))) return "The redirect address is not registered for this app.";
  const scopes = at("scope").split(known.between).filter(Boolean);
  if (scopes.length === 0 || scopes.some((scope) => !known.scopes.includes(scope))) return "A scope is not known.";
  if (at("state").length < 8 || at("state").length > 500) return "state is missing.";
  const isProven = at("code_challenge_method") === "S256" && /^[A-Za-z0-9_-]{43}$/.test(at("code_challenge"));
  if (known.pkce && !isProven) return "code_challenge with S256 is missing.";
  const offline = at("access_type") === "offline" && at("prompt") === "consent";
  const asking = { clientId: at("client_id"), redirectUri: at("redirect_uri"), state: at("state"), scopes, offline };
  return { ...asking, challenge: known.pkce ? at("code_challenge") : null };
}
