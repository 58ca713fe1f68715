/**
 * What problems say to do, in the desk's own words. Remedies are written once, for every face, and name commands; whoever is at the
 * desk is told which button or page does the same there, or that whoever runs Herald has to.
 */
import type { Problem } from "../../domain/problem.ts";
import type { Place, Strings } from "./strings.ts";

/** Where the desk offers what a command does; the words stand in `strings.yaml` at this path. */
type Offer =
  | { readonly kind: "page"; readonly words: string }
  /** The page of the post that it is about. */
  | { readonly kind: "own"; readonly words: string }
  | { readonly kind: "button"; readonly words: string; readonly on: Place | "everywhere" | "post" | "story" };

const pageOf = (place: Place): Offer => ({ kind: "page", words: `places.${place}` });
const onPost = (words: string): Offer => ({ kind: "button", words, on: "post" });
const onStory = (words: string): Offer => ({ kind: "button", words, on: "story" });
const inTrouble = (way: string): Offer => ({ kind: "button", words: `trouble.ways.${way}.button`, on: "trouble" });
const everywhere = (words: string): Offer => ({ kind: "button", words, on: "everywhere" });

/**
 * Every command that a remedy may name; a second word or option makes a case of its own. Null: the desk has nothing like it. A test
 * reads the sources and fails where one is missing.
 */
const offers: Readonly<Record<string, Offer | null>> = {
  add: { kind: "page", words: "new" },
  approve: onPost("post.approve"),
  audit: pageOf("record"),
  backup: null,
  cancel: onPost("post.cancel"),
  connect: pageOf("accounts"),
  correct: onPost("post.correct"),
  digest: null,
  disconnect: pageOf("accounts"),
  dismiss: { kind: "button", words: "trouble.dismiss", on: "trouble" },
  doctor: null,
  done: pageOf("hand-offs"),
  edit: onPost("post.save"),
  "edit --apply-style": onPost("post.style"),
  import: null,
  key: pageOf("keys"),
  leave: inTrouble("leave"),
  list: pageOf("inbox"),
  "list waiting": pageOf("hand-offs"),
  look: onPost("post.looked"),
  migrate: null,
  pause: everywhere("brake.pause"),
  reject: onPost("post.reject"),
  resolve: inTrouble("resolve-took"),
  "resolve --absent": inTrouble("resolve-absent"),
  restore: null,
  results: pageOf("results"),
  resume: { kind: "button", words: "brake.resume", on: "trouble" },
  "resume --all": everywhere("brake.resume"),
  "resume-post": inTrouble("resume-post"),
  retry: inTrouble("retry"),
  revise: onStory("story.change"),
  secret: null,
  setup: null,
  show: { kind: "own", words: "remedies.itsPage" },
  sources: null,
  start: null,
  status: pageOf("trouble"),
  "stop-auto": onPost("post.stopAuto"),
  take: { kind: "button", words: "handOffs.take", on: "hand-offs" },
  "take-down": inTrouble("take-down"),
  templates: null,
  unapprove: onPost("post.unapprove"),
  user: pageOf("people"),
  "user link": null,
  "user telegram": null,
  webhook: pageOf("webhooks"),
  withdraw: onStory("story.withdraw"),
};

/** What the desk has for a command as it is typed, without `herald`; undefined: nobody has said. @param typed `list --state waiting` */
export function offerFor(typed: string): Offer | null | undefined {
  const [first = "", ...rest] = typed.split(/\s+/);
  const own = rest.map((word) => `${first} ${word}`).find((key) => Object.hasOwn(offers, key));
  return own === undefined ? (Object.hasOwn(offers, first) ? offers[first] : undefined) : offers[own];
}

/** Every path into `strings.yaml` that an offer names. */
export const offeredWords: readonly string[] = Object.values(offers).flatMap((offer) => offer?.words ?? []);

/** @throws Error where `strings.yaml` lacks it */
export function wordsAt(t: Strings, path: string): string {
  let found: unknown = t;
  for (const key of path.split(".")) {
    const entries: readonly (readonly [string, unknown])[] = typeof found === "object" && found !== null ? Object.entries(found) : [];
    found = entries.find(([name]) => name === key)?.[1];
  }
  if (typeof found !== "string") throw new Error(`templates/web/strings.yaml: ${path} is missing.`);
  return found;
}

function placed(offer: Extract<Offer, { kind: "button" }>, t: Strings): string {
  const button = `“${wordsAt(t, offer.words)}”`;
  if (offer.on === "everywhere") return button;
  if (offer.on === "post") return `${button} ${wordsAt(t, "remedies.onPost")}`;
  if (offer.on === "story") return `${button} ${wordsAt(t, "remedies.onStory")}`;
  return `${button} ${wordsAt(t, "remedies.under")} “${t.places[offer.on]}”`;
}

function saysOf(offer: Offer, t: Strings): string {
  if (offer.kind === "button") return placed(offer, t);
  return offer.kind === "own" ? wordsAt(t, offer.words) : `“${wordsAt(t, offer.words)}”`;
}

/** @param verb how the sentence asks for it: `Run `, `run `, or nothing */
function sayCommand(typed: string, verb: string, t: Strings): string {
  const offer = offerFor(typed);
  if (!offer) return `${verb}\`herald ${typed}\` (${wordsAt(t, "remedies.askRunner")})`;
  const said = saysOf(offer, t);
  if (verb === "") return said;
  const asks = wordsAt(t, offer.kind === "button" ? "remedies.press" : "remedies.open");
  return `${verb.startsWith("R") ? asks : asks.toLowerCase()} ${said}`;
}

const commands = /(\b[Rr]un )?`herald ([^`]+)`/g;

/** The same sentence for somebody who has the desk and no command line. */
export function sayOnDesk(text: string, t: Strings): string {
  return text
    .replaceAll(/`(herald (\S+) \S+) --took ADDRESS` or `--absent`/g, "`$1 --took ADDRESS` or `herald $2 --absent`")
    .replaceAll(/(`herald connect [^`]*`), or on the desk under Accounts/g, "$1")
    .replaceAll(commands, (_all, verb: string | undefined, typed: string, at: number, whole: string) => {
      const said = sayCommand(typed, verb ?? "", t);
      return at === 0 || whole.slice(0, at).endsWith(". ") ? `${said.charAt(0).toUpperCase()}${said.slice(1)}` : said;
    });
}

/** The same problem with its remedy for the desk; what was found stands as it is: it may quote. */
export function onDesk<P extends Pick<Problem, "remedy">>(problem: P, t: Strings): P {
  return { ...problem, remedy: sayOnDesk(problem.remedy, t) };
}
