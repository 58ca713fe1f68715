/** Posts that are approved together: on the inbox, and all of one story. */
import { approve, problemsByPost } from "../../desk/approve.ts";
import type { Problem } from "../../domain/problem.ts";
import type { Form } from "./form.ts";
import type { Visit } from "./visit.ts";

/** Each chosen post's id with the digest that its reader had before them. */
export type Chosen = ReadonlyMap<string, string>;

/** A field `post` each, `<id> <digest>`; what is none is passed over. */
export function chosenIn(form: Form): Chosen {
  const pairs = form.all("post").flatMap((value) => {
    const found = /^(\S+) ([0-9a-f]{64})$/.exec(value);
    return found?.[1] !== undefined && found[2] !== undefined ? [[found[1], found[2]] as const] : [];
  });
  return new Map(pairs);
}

/** Approves them at their next free slots: all of them, or none and why not. */
export function approveTogether({ desk }: Visit, chosen: Chosen) {
  return approve(desk, [...chosen.keys()], { when: { kind: "next" }, digests: chosen });
}

/** What stands against each post, by its id; what is about all of them, by "". */
export function againstEach(chosen: Chosen, problems: readonly Problem[]): ReadonlyMap<string, readonly Problem[]> {
  const [only] = chosen.keys();
  return chosen.size === 1 && only !== undefined ? new Map([[only, problems]]) : problemsByPost(problems);
}
