/** Who posts what in these tests. */
import { createHash } from "node:crypto";
import type { PlatformId } from "../../src/domain/account.ts";
import type { Json } from "../../src/domain/json.ts";
import type { PlainPicture } from "../../src/platforms/picture.ts";
import {
  channel,
  instagramLogin,
  instagramPerson,
  type Login,
  type People,
  xLogin,
  xPerson,
  youtubeLogin,
} from "../../src/sandbox/index.ts";
import { drawPicture } from "../support/stand-ins.ts";

/** An account as `herald.yaml` and the environment know it. */
export interface Role {
  readonly account: string;
  readonly platform: PlatformId;
  readonly remoteId: string;
  /** Where its requests go; null: it makes none. */
  readonly host: string | null;
  readonly env: string;
  readonly login: Login;
}

/** A post as an editor approved it. */
export interface Part {
  readonly id: string;
  readonly role: Role;
  readonly content: Json;
}

/** A picture as kept, and as a post names it. */
export interface Drawn {
  readonly bytes: Uint8Array;
  readonly plain: PlainPicture;
}

export interface Cast {
  readonly people: People;
  readonly roles: readonly Role[];
  readonly parts: readonly Part[];
  readonly pictures: readonly Drawn[];
}

const writer = xPerson("1900000000000000011", "CrashDesk", "Crash Desk");
const cards = instagramPerson("17841400000000011", "crashcards", "Crash Cards");
const carousels = instagramPerson("17841400000000012", "crashcarousels", "Crash Carousels");
const owned = channel("UCsandboxCrashDesk000000", "CrashDesk", "Crash Desk");

export const people: People = { x: [writer], instagram: [cards, carousels], channels: [owned] };

export const roles = {
  x: { account: "x", platform: "x", remoteId: writer.id, host: "api.x.com", env: "WRITER", login: xLogin(writer) },
  card: {
    account: "card",
    platform: "instagram",
    remoteId: cards.id,
    host: "graph.instagram.com",
    env: "CARD",
    login: instagramLogin(cards),
  },
  carousel: {
    account: "carousel",
    platform: "instagram",
    remoteId: carousels.id,
    host: "graph.facebook.com",
    env: "CAROUSEL",
    login: instagramLogin(carousels, "facebook"),
  },
  youtube: {
    account: "youtube",
    platform: "youtube-community",
    remoteId: owned.id,
    host: null,
    env: "CHANNEL",
    login: youtubeLogin(owned),
  },
} as const satisfies Record<string, Role>;

/** `herald.yaml` for these accounts: no slots, no gap between posts, everything stays news. */
export function settingsFor(all: readonly Role[]): string {
  const accounts = all.map(
    ({ account, platform, env }) => `  - { id: ${account}, platform: ${platform}, env: ${env}, languages: [en], minGap: 0, lateAfter: 2d }`,
  );
  return ["brand: { name: Crash Desk }", "timezone: Asia/Karachi", "accounts:", ...accounts, ""].join("\n");
}

/** The logins as variables, under each account's prefix. */
export function variablesFor(all: readonly Role[]): Readonly<Record<string, string>> {
  return Object.fromEntries(all.flatMap(({ env, login }) => Object.entries(login).map(([name, value]) => [`${env}_${name}`, value])));
}

const shapes = [
  [1080, 1350],
  [1080, 1080],
  [1080, 1200],
] as const;

/** Three pictures that any platform takes; their shapes tell them apart. */
async function draw(): Promise<readonly [Drawn, Drawn, Drawn]> {
  const [first, second, third] = await Promise.all(
    shapes.map(async ([width, height], index) => {
      const bytes = await drawPicture(width, height);
      const digest = createHash("sha256").update(bytes).digest("hex");
      const plain: PlainPicture = { digest, mime: "image/jpeg", width, height, alt: `Chart ${index + 1}: rainfall in Sindh & Punjab` };
      return { bytes, plain };
    }),
  );
  if (!first || !second || !third) throw new Error("Three pictures were to be drawn.");
  return [first, second, third];
}

/** The texts carry what X rewrites on the way: an ampersand, a bare domain, a link, marks that count double. */
export function threadOf(name: string, picture: PlainPicture | null, parts = 3): Json {
  const texts = [
    `${name}: rainfall in Sindh & Punjab fell by a third — what the provinces plan…`,
    `${name}, the plan: canals first (source: example.org), then wells. “No district is left out.”`,
    `${name} in full: https://example.org/reports/rainfall?year=2026&lang=en`,
  ];
  return { parts: texts.slice(0, parts).map((text, index) => ({ text, media: index === 0 && picture ? [{ ...picture }] : [] })) };
}

/** A three-part thread with a picture, an Instagram card, a carousel of three pictures, and a hand-off: one post an account. */
export async function openCast(): Promise<Cast> {
  const [one, two, three] = await draw();
  const parts: readonly Part[] = [
    { id: "thread-1", role: roles.x, content: threadOf("Water report", one.plain) },
    { id: "card-1", role: roles.card, content: { caption: "Rainfall fell by a third. #Climate", images: [{ ...one.plain }] } },
    {
      id: "carousel-1",
      role: roles.carousel,
      content: { caption: "Rainfall in three charts", images: [one, two, three].map(({ plain }) => ({ ...plain })) },
    },
    { id: "handoff-1", role: roles.youtube, content: { text: "Rainfall fell by a third.", images: [{ ...one.plain }] } },
  ];
  return { people, roles: Object.values(roles), parts, pictures: [one, two, three] };
}
