// https://developer.wordpress.org/rest-api/reference/media/, https://developer.wordpress.org/rest-api/using-the-rest-api/authentication/
import { z } from "zod";
import type { Clock } from "../clock.ts";
import { type Answer, answerTo, isPassing, textOf } from "./answer.ts";
import type { MediaHost, MediaHostSettings, NoPicture, PublicPicture } from "./host.ts";
import { denied, type Expected, type Look, later, look, lookAfterUpload } from "./look.ts";

type WordPress = Extract<MediaHostSettings, { readonly kind: "wordpress" }>;

interface Context {
  readonly site: WordPress;
  readonly clock: Clock;
  readonly signal: AbortSignal;
}

const item = z.object({ id: z.int(), source_url: z.string() });
const items = z.array(item);
const refusal = z.object({ code: z.string().regex(/^\w{1,80}$/) });
type Item = z.infer<typeof item>;

/** What was found or made; or why nothing was. */
type Found<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly outcome: NoPicture };

function jsonOf(answer: Extract<Answer, { kind: "answer" }>): unknown {
  try {
    return JSON.parse(textOf(answer));
  } catch {
    return null;
  }
}

function ask({ site, signal }: Context, path: string, init: RequestInit = {}): Promise<Answer> {
  const authorization = `Basic ${Buffer.from(`${site.user}:${site.password}`).toString("base64")}`;
  return answerTo(`${site.url}/wp-json/wp/v2/media${path}`, { ...init, headers: { ...init.headers, authorization }, signal }, 1_000_000);
}

const login =
  "Make an application password for WORDPRESS_USER in WordPress (Users → Profile), copy it to WORDPRESS_APP_PASSWORD, then run `doctor`.";

/** What a refusal means. WordPress answers 401 also where its web server swallows the login, and 403 where a security plugin stands before it. */
function refusalOf(answer: Answer): NoPicture {
  if (answer.kind === "silence") return later(`WordPress could not be reached (${answer.reason}).`);
  const { status } = answer;
  const read = refusal.safeParse(jsonOf(answer));
  const said = `it answered ${status}${read.success ? ` (${read.data.code})` : ""}`;
  if (status === 401) return denied("WORDPRESS_APP_PASSWORD", `WordPress refused the login: ${said}.`, login);
  if (status === 403) {
    const remedy = "Give that user the role Author or higher, and let a security plugin leave /wp-json/ open to it; then run `doctor`.";
    return denied("WORDPRESS_USER", `WordPress lets WORDPRESS_USER put no pictures there: ${said}.`, remedy);
  }
  if (status === 413) {
    const remedy = "Raise its limit for uploads (upload_max_filesize, post_max_size, client_max_body_size) to 8 MB, then run `doctor`.";
    return denied("WORDPRESS_URL", `WordPress takes no pictures of this size: ${said}.`, remedy);
  }
  if (isPassing(status)) return later(`WordPress failed (${said}).`);
  if (status >= 300 && status < 400)
    return denied(
      "WORDPRESS_URL",
      `WORDPRESS_URL leads on to another address (${status}).`,
      "Set it to the address at which the site itself answers (https, with or without www), then run `doctor`.",
    );
  if (status === 404)
    return denied(
      "WORDPRESS_URL",
      `WordPress has no REST interface at WORDPRESS_URL: ${said}.`,
      'Give the site\'s address, and set permalinks other than "Plain" in Settings → Permalinks; then run `doctor`.',
    );
  return denied(
    "WORDPRESS_URL",
    `WordPress refused a picture: ${said}.`,
    "Try to upload a JPEG in its Media Library as that user: it says more there. Then run `doctor`.",
  );
}

function read<T>(answer: Answer, shape: z.ZodType<T>): Found<T> {
  if (answer.kind === "silence" || answer.status >= 300) return { ok: false, outcome: refusalOf(answer) };
  const made = shape.safeParse(jsonOf(answer));
  if (made.success) return { ok: true, value: made.data };
  const message = "What answers at WORDPRESS_URL is no WordPress with its REST interface.";
  return {
    ok: false,
    outcome: denied("WORDPRESS_URL", message, "Give the site's address, such as https://example.org, then run `doctor`."),
  };
}

/** The pictures that bear this digest as their name: WordPress adds numbers where a name is taken. */
async function search(context: Context, digest: string): Promise<Found<readonly Item[]>> {
  const query = new URLSearchParams({ search: digest, media_type: "image", per_page: "20", _fields: "id,source_url" });
  return read(await ask(context, `?${query}`), items);
}

async function upload(context: Context, digest: string, bytes: Uint8Array, mime: string): Promise<Found<Item>> {
  const headers = { "content-type": mime, "content-disposition": `attachment; filename="${digest}.jpg"` };
  return read(await ask(context, "", { method: "POST", headers, body: new Uint8Array(bytes) }), item);
}

/** Past the bin: a picture is deleted at once or not at all. */
async function erase(context: Context, { id }: Item): Promise<boolean> {
  const answer = await ask(context, `/${id}?force=true`, { method: "DELETE" });
  return answer.kind === "answer" && answer.status < 300;
}

/** WordPress says itself where a picture lies; it is asked there only if that is where its pictures may be. */
function isOwn({ source_url: url }: Item, { publicUrl }: WordPress): boolean {
  return URL.parse(url)?.href.startsWith(`${publicUrl}/`) ?? false;
}

function elsewhere({ source_url: url }: Item, { publicUrl }: WordPress): NoPicture {
  const origin = URL.parse(url)?.origin ?? "an unreadable address";
  const message = `WordPress keeps its pictures at ${origin}, not under ${publicUrl}.`;
  return denied(
    "MEDIA_PUBLIC_URL",
    message,
    "Where that is right, set MEDIA_PUBLIC_URL to it; else mend the site's address in Settings → General. Then run `doctor`.",
  );
}

const remedies = {
  gone: "See in its Media Library what became of the picture, then run `doctor`.",
  changed:
    "Switch off what compresses, scales or converts uploads there (a plugin, an image service), or keep the pictures in a bucket or on Herald's own server (MEDIA_HOST); then run `doctor`.",
  closed: "Let everyone read the site's uploads, also without cookies and as facebookexternalhit; then run `doctor`.",
} as const;

function unusable(seen: Exclude<Look, { kind: "same" }>, url: string): NoPicture {
  if (seen.kind === "later") return later(`WordPress's picture could not be read back (${seen.reason}).`);
  return denied("WORDPRESS_URL", `The picture at ${url} ${seen.what}.`, remedies[seen.kind]);
}

/** One of the pictures that are there already; null: none is of use, and it is to be put there. */
async function reuse(context: Context, found: readonly Item[], expected: Expected): Promise<PublicPicture | null> {
  for (const known of found.filter((each) => isOwn(each, context.site))) {
    const seen = await look(known.source_url, expected, context.signal);
    if (seen.kind === "same") return { ok: true, url: known.source_url };
    if (seen.kind === "later" || seen.kind === "closed") return { ok: false, outcome: unusable(seen, known.source_url) };
  }
  return null;
}

/** A picture that was just put there. One that is of no use is taken away again: else every new try would add another. */
async function prove(context: Context, made: Item, expected: Expected): Promise<PublicPicture> {
  const { site, clock, signal } = context;
  if (!isOwn(made, site)) {
    await erase(context, made);
    return { ok: false, outcome: elsewhere(made, site) };
  }
  const seen = await lookAfterUpload(made.source_url, expected, clock, signal);
  if (seen.kind === "same") return { ok: true, url: made.source_url };
  if (seen.kind === "changed") await erase(context, made);
  return { ok: false, outcome: unusable(seen, made.source_url) };
}

async function publish(context: Context, digest: string, bytes: Uint8Array, mime: string): Promise<PublicPicture> {
  const expected = { digest, mime, length: bytes.length };
  const found = await search(context, digest);
  if (!found.ok) return found;
  const known = await reuse(context, found.value, expected);
  if (known) return known;
  const made = await upload(context, digest, bytes, mime);
  return made.ok ? prove(context, made.value, expected) : made;
}

/** The outlet's own WordPress, with an application password; its pictures are found again by their name, the digest. */
export function openWordPress(site: WordPress, clock: Clock): MediaHost {
  return {
    publish: (digest, bytes, mime, signal) => publish({ site, clock, signal }, digest, bytes, mime),
    remove: async (digest, signal) => {
      const context = { site, clock, signal };
      const found = await search(context, digest);
      if (!found.ok) return false;
      const erased = await Promise.all(found.value.map((each) => erase(context, each)));
      return erased.every(Boolean);
    },
  };
}
