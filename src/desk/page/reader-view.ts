/** A post as `templates/web/reader/<platform>.liquid` shows it: what readers of the platform will see. */
import type { PlatformId } from "../../domain/account.ts";
import type { Language } from "../../domain/summary.ts";
import { foldedHead } from "./fold.ts";
import { type Run, textRuns } from "./text-runs.ts";

/** A picture of a post, drawn or not. */
export interface ReaderPicture {
  readonly mime: string;
  readonly alt: string;
  /** Absent where nothing was drawn: a frame with the alt text stands in. */
  readonly bytes?: Uint8Array | undefined;
  /** Where a page finds it that has pictures beside it; absent: it stands in the page. */
  readonly address?: string;
}

export interface ReaderPost {
  readonly platform: PlatformId;
  /** As people know the outlet: `Republic Policy`. */
  readonly name: string;
  /** `@handle`; an outlet without one on the platform goes by its name here too. */
  readonly handle: string;
  /** Absent: told from the text's script. */
  readonly language?: Language;
  readonly parts: readonly { readonly text: string; readonly pictures: readonly ReaderPicture[] }[];
}

/** The values of a reader template. */
export interface ReaderView {
  readonly template: string;
  readonly name: string;
  /** Null where there is none beside the name. */
  readonly handle: string | null;
  /** Without the `@`: as Instagram prints it. */
  readonly username: string;
  readonly initials: string;
  readonly parts: readonly PartView[];
}

interface PartView {
  readonly number: number;
  readonly last: boolean;
  readonly lang: Language;
  /** As the first letter has it, which is how the platforms decide. */
  readonly dir: "ltr" | "rtl";
  readonly runs: readonly Run[];
  readonly fold: { readonly head: readonly Run[]; readonly more: string } | null;
  readonly pictures: readonly { readonly number: number; readonly src: string | null; readonly alt: string }[];
}

export function readerView(post: ReaderPost): ReaderView {
  return {
    template: `web/reader/${post.platform}`,
    name: post.name,
    handle: post.handle.startsWith("@") ? post.handle : null,
    username: post.handle.replace(/^@/, ""),
    initials: initials(post.name),
    parts: post.parts.map((part, index) => {
      const runs = textRuns(part.text, post.platform);
      return {
        number: index + 1,
        last: index === post.parts.length - 1,
        lang: post.language ?? (isRightToLeft(part.text) ? "ur" : "en"),
        dir: isRightToLeft(part.text) ? "rtl" : "ltr",
        runs,
        fold: foldedHead(runs, post.platform),
        pictures: part.pictures.map((picture, place) => ({
          number: place + 1,
          src: picture.address ?? dataUri(picture),
          alt: picture.alt,
        })),
      };
    }),
  };
}

/** A picture inside the page, so that the page needs nothing beside it; null for what was not drawn or is no picture of ours. */
function dataUri({ mime, bytes }: ReaderPicture): string | null {
  if (bytes === undefined || (mime !== "image/jpeg" && mime !== "image/png")) return null;
  return `data:${mime};base64,${Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString("base64")}`;
}

/** `RP` for `Republic Policy`: stands where the profile picture will be. */
function initials(name: string): string {
  const words = name.split(/[\s_.-]+/u).filter((word) => /^[\p{L}\p{N}]/u.test(word));
  return words
    .slice(0, 2)
    .map((word) => [...word][0]?.toUpperCase() ?? "")
    .join("");
}

function isRightToLeft(text: string): boolean {
  return /^[^\p{L}]*[\p{Script=Arabic}\p{Script=Hebrew}]/u.test(text);
}
