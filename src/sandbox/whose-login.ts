import { parametersOf } from "./instagram/call.ts";
import type { People } from "./people.ts";
import type { Asked } from "./wire.ts";

/** Id of the account whose login a request carries, whether or not the platform would take it; null: nobody's that is known. */
export function whoseLogin(asked: Asked, people: People): string | null {
  const header = asked.headers.authorization ?? "";
  const signed = /\boauth_token="([^"]*)"/.exec(header)?.[1];
  if (signed !== undefined) return people.x.find(({ accessToken }) => accessToken === signed)?.id ?? null;
  const token = /^Bearer (.+)$/.exec(header)?.[1] ?? parametersOf(asked)?.access_token;
  if (token === undefined) return null;
  const handle = /^sandbox-user-(.+)-[\w-]{24}$/.exec(token)?.[1];
  if (handle !== undefined) return people.x.find((person) => person.handle === handle)?.id ?? null;
  const isTheirs = (first: string) => token.replace(/refreshed\d+$/, "") === first;
  return people.instagram.find((person) => isTheirs(person.instagramToken) || isTheirs(person.facebookToken))?.id ?? null;
}
