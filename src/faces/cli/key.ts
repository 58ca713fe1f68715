import type { Desk } from "../../desk/desk.ts";
import { addKey, type KeyReport, keyRights, listKeys, revokeKey, usualRights } from "../../desk/keys.ts";
import type { Right } from "../../domain/person.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import { choiceOf, type Run, type Typed, textOption, wantsJson, word } from "./command.ts";
import { print } from "./output.ts";
import { readTime } from "./time.ts";

/** What a `key` command did. */
interface Done {
  readonly keys: readonly KeyReport[];
  readonly token?: string;
  readonly text: string;
}

type Act = (desk: Desk, typed: Typed) => Promise<Result<Done>>;

function usage(message: string, remedy: string): Problem {
  return block("usage-key", "key", message, remedy);
}

function rightsTyped(typed: Typed): Result<readonly Right[]> {
  const written = textOption(typed, "rights");
  if (written === undefined) return ok(usualRights);
  const names = written.split(/[\s,]+/).filter(Boolean);
  const known = names.flatMap((name) => keyRights.find((right) => right === name) ?? []);
  const unknown = names.filter((name) => !keyRights.some((right) => right === name));
  if (unknown.length === 0) return ok(known);
  return refuse(usage(`There is no right "${unknown.join(", ")}" for a key.`, `Use some of: ${keyRights.join(",")}.`));
}

function say({ name, owner, rights, state, expiresAt, usedAt }: KeyReport): string {
  const until = expiresAt === null ? "" : `, until ${expiresAt}`;
  return `${name.padEnd(20)} ${state.padEnd(8)} acts for ${owner}: ${rights.join(", ")}${until}; ${usedAt === null ? "never used" : `last used ${usedAt}`}`;
}

const add: Act = async (desk, typed) => {
  const [wanted, expires, owner] = [rightsTyped(typed), textOption(typed, "expires"), textOption(typed, "person")];
  if (!wanted.ok) return wanted;
  const end = expires === undefined ? ok(null) : readTime(desk, expires, desk.settings.timezone, "--expires");
  if (!end.ok) return end;
  const wish = { name: word(typed, 1), rights: wanted.value, expiresAt: end.value, ...(owner === undefined ? {} : { owner }) };
  const made = await addKey(desk, wish);
  if (!made.ok) return made;
  const { key, token } = made.value;
  const told = `The key's token, told this once (Authorization: Bearer …):\n${token}`;
  return ok({ keys: [key], token, text: `${say(key)}\n${told}` });
};

const list: Act = async (desk) => {
  const keys = await listKeys(desk);
  if (!keys.ok) return keys;
  const none = "There are no keys: `herald key add NAME` makes one.";
  return ok({ keys: keys.value, text: keys.value.length === 0 ? none : keys.value.map(say).join("\n") });
};

const revoke: Act = async (desk, typed) => {
  const ended = await revokeKey(desk, word(typed, 1));
  return ended.ok ? ok({ keys: [ended.value], text: `The key ${ended.value.name} opens nothing any more.` }) : ended;
};

const acts: Readonly<Record<string, Act>> = { add, list, revoke };

function actTyped(typed: Typed): Result<Act> {
  const name = word(typed, 0);
  const act = Object.hasOwn(acts, name) ? acts[name] : undefined;
  if (!act) return refuse(usage(`There is no \`key ${name}\`.`, `Use one of: ${Object.keys(acts).join(", ")}.`));
  if (name !== "list" && word(typed, 1) === "") return refuse(usage("Say which.", `\`herald key ${name} NAME\`.`));
  return ok(act);
}

export const run: Run = async (wiring, typed) => {
  const act = actTyped(typed);
  const result = act.ok ? await wiring.withDesk(choiceOf(typed), (desk) => act.value(desk, typed)) : act;
  return print(result, wantsJson(typed), ({ keys, token, text }) => ({ json: { keys, ...(token === undefined ? {} : { token }) }, text }));
};
