/** Whose digests go where, and who wants none. */
import { ok, type Result, refuse } from "../domain/problem.ts";
import type { DigestLetter } from "../notify/digest/deliver.ts";
import { type Digest, sayDigest } from "../notify/digest/words.ts";
import { reachOf, waysTo } from "../notify/letters/reach.ts";
import { unknownPerson } from "../people/staff.ts";
import { forbidden, may } from "../pipeline/rights.ts";
import type { DigestTo } from "../storage/digests.ts";
import type { Desk } from "./desk.ts";
import { digestNow } from "./digest.ts";
import { audienceOf, openWays } from "./letters.ts";

/** Where nobody is configured, the house gets one. */
const house = "*";

function houseWays({ settings }: Desk): readonly DigestTo[] {
  const { email, webhookUrl } = settings.notify;
  return [
    ...(email && email.to.length > 0 ? [{ person: house, way: "email" } as const] : []),
    ...(webhookUrl === null ? [] : [{ person: house, way: "webhook" } as const]),
  ];
}

/** Everybody who gets letters and doesn't want to be without it, by each of their ways. */
export async function digestAudience(desk: Desk): Promise<readonly DigestTo[]> {
  const { people, reaches } = await audienceOf(desk);
  if (people.length === 0) return houseWays(desk);
  const [unwanted, open] = [await desk.store.digests.unwanted(), openWays(desk)];
  const wanting = people.filter(({ id }) => !unwanted.includes(id));
  return wanting.flatMap(({ id: person }) => waysTo(reachOf(person, reaches), open).map((way) => ({ person, way })));
}

/** Where it goes by now; none: this person isn't told by this way any more. */
async function addressesOf(desk: Desk, { person, way }: DigestTo): Promise<readonly string[]> {
  const still = (await digestAudience(desk)).some((one) => one.person === person && one.way === way);
  if (!still) return [];
  if (person === house) return way === "email" ? (desk.settings.notify.email?.to ?? []) : [way];
  const { people, reaches } = await audienceOf(desk);
  if (way === "telegram") return [reachOf(person, reaches).chat ?? []].flat();
  return people.filter(({ id }) => id === person).map(({ email }) => email);
}

/** The digest of this moment for one reader; null: there is nothing to say, or nobody to say it to. */
export async function composeDigest(
  desk: Desk,
  one: DigestTo,
  now: () => Promise<Digest> = () => digestNow(desk),
): Promise<Omit<DigestLetter, "id"> | null> {
  const to = await addressesOf(desk, one);
  if (to.length === 0) return null;
  const reader = await readerOf(desk, one.person);
  const text = sayDigest(await now(), reader, desk.settings.publicUrl);
  return text && { to, text };
}

/** So old may be what a reader is told as of now. */
const freshMs = 60_000;

/** Composes for many readers: what there is to tell is worked out once for all of them, and each is told their part. */
export function digestComposer(desk: Desk): (one: DigestTo) => Promise<Omit<DigestLetter, "id"> | null> {
  let known: { readonly digest: Digest; readonly mono: number } | null = null;
  const now = async () => {
    if (known === null || desk.clock.mono() - known.mono > freshMs) known = { digest: await digestNow(desk), mono: desk.clock.mono() };
    return known.digest;
  };
  return (one) => composeDigest(desk, one, now);
}

async function readerOf(desk: Desk, person: string) {
  if (person === house) return { person: null, isAdmin: true };
  const known = await desk.store.people.person(person);
  return { person, isAdmin: known !== undefined && may(known, "house") };
}

/** Whether the person at the desk gets it. */
export async function wantsDigest({ store, actor }: Desk): Promise<boolean> {
  return !(await store.digests.unwanted()).includes(actor.id);
}

/** Whether somebody wants the digest: their own choice, or an admin's. */
export async function wishDigest(
  desk: Desk,
  person: string,
  wanted: boolean,
): Promise<Result<{ readonly person: string; readonly wanted: boolean }>> {
  const problem = person === desk.actor.id ? null : forbidden(desk.actor, "people");
  if (problem) return refuse(problem);
  if (!(await desk.store.people.person(person))) return unknownPerson(person);
  await desk.store.digests.wish(person, wanted);
  return ok({ person, wanted });
}
