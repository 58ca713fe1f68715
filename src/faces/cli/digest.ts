import type { Desk } from "../../desk/desk.ts";
import { digestJson, digestNow } from "../../desk/digest.ts";
import { wishDigest } from "../../desk/digest-letters.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import { sayDigest } from "../../notify/digest/words.ts";
import { wholeText } from "../../notify/letters/words.ts";
import { may } from "../../pipeline/rights.ts";
import { choiceOf, type Run, type Typed, wantsJson, word } from "./command.ts";
import { print } from "./output.ts";

interface Done {
  readonly json: object;
  readonly text: string;
}

async function shown(desk: Desk): Promise<Result<Done>> {
  const digest = await digestNow(desk);
  const isAdmin = may(desk.actor, "house");
  const notices = isAdmin ? digest.notices : [];
  const person = desk.actor.role === "operator" ? null : desk.actor.id;
  const text = sayDigest(digest, { person, isAdmin }, desk.settings.publicUrl);
  return ok({ json: { digest: digestJson({ ...digest, notices }) }, text: text ? wholeText(text) : "There is nothing to tell." });
}

/** `digest`, `digest on`, `digest off ayesha`. */
async function asked(desk: Desk, typed: Typed): Promise<Result<Done>> {
  const action = word(typed, 0);
  if (action === "") return shown(desk);
  if (action !== "on" && action !== "off")
    return refuse(
      block("usage-digest", "digest", `There is no \`digest ${action}\`.`, "Use `herald digest`, or `digest on|off [PERSON]`."),
    );
  const wished = await wishDigest(desk, word(typed, 1) || desk.actor.id, action === "on");
  if (!wished.ok) return wished;
  const { person, wanted } = wished.value;
  return ok({ json: wished.value, text: `${person} gets ${wanted ? "the morning digest" : "no morning digest"}.` });
}

export const run: Run = async (wiring, typed) => {
  const result = await wiring.withDesk(choiceOf(typed), (desk) => asked(desk, typed));
  return print(result, wantsJson(typed), (done) => done);
};
