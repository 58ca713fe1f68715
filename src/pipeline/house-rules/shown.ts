import type { Reading } from "../../platforms/platform.ts";

/** Words that readers see or hear, and where they stand. */
export interface Shown {
  readonly where: string;
  readonly text: string;
}

function placed({ parts }: Reading) {
  return parts.map((part, index) => ({ ...part, where: parts.length > 1 ? `part ${index + 1}` : "text" }));
}

/** The words of a post, each with the place where a finding on it stands: `part 2`, or `text` where there is only one. */
export function textsOf(reading: Reading): readonly Shown[] {
  return placed(reading).map(({ where, text }) => ({ where, text }));
}

/** What blind readers are told of its pictures. */
export function altsOf(reading: Reading): readonly Shown[] {
  return placed(reading).flatMap(({ where, pictures }) =>
    pictures.map(({ alt }, at) => ({ where: `${where}, alt text${pictures.length > 1 ? ` ${at + 1}` : ""}`, text: alt })),
  );
}
