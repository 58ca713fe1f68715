import type { Desk } from "../../desk/desk.ts";
import {
  addPerson,
  disable,
  enable,
  everybody,
  inCharge,
  invite,
  link,
  type PersonReport,
  reportOf,
  type Sent,
  setPassword,
  setRole,
  signOutPerson,
} from "../../desk/people.ts";
import { changeReach, type ReachChange, type ReachReport } from "../../desk/reaches.ts";
import { toIso } from "../../domain/instant.ts";
import { roles } from "../../domain/person.ts";
import { block, ok, type Problem, type Result, refuse } from "../../domain/problem.ts";
import { currentPerson } from "../../people/current-person.ts";
import { isRole } from "../../people/staff.ts";
import { readEnvironment } from "../../settings/env.ts";
import { choiceOf, flag, type Run, type Typed, textOption, wantsJson, word } from "./command.ts";
import { print } from "./output.ts";
import { readPassword } from "./read-password.ts";
import { sayLink, sayPerson } from "./say-person.ts";

/** What a `user` command did. */
interface Done {
  readonly people: readonly PersonReport[];
  readonly sent?: Sent;
  readonly text: string;
}

/** One `user` command; `own` is the system user who typed it. */
type Act = (desk: Desk, typed: Typed, own: string) => Promise<Result<Done>>;

const person = (typed: Typed) => word(typed, 1);

function usage(message: string, remedy: string): Problem {
  return block("usage-user", "user", message, remedy);
}

async function saying(result: Promise<Result<PersonReport>>, say: (person: PersonReport) => string): Promise<Result<Done>> {
  const changed = await result;
  return changed.ok ? ok({ people: [changed.value], text: say(changed.value) }) : changed;
}

function wrongRole(given: string): Problem {
  return usage(given === "" ? "Say which role." : `There is no role "${given}".`, `Use one of: ${roles.join(", ")}.`);
}

const add: Act = async (desk, typed, own) => {
  const [role = "", email] = [textOption(typed, "role"), textOption(typed, "email")];
  if (!isRole(role)) return refuse(wrongRole(role));
  if (email === undefined) return refuse(usage("Say how they are reached.", "Add --email ADDRESS."));
  const before = await everybody(desk);
  if (!before.ok) return before;
  const isFirst = before.value.length === 0;
  const systemUser = textOption(typed, "systemUser") ?? (isFirst ? own : null);
  const added = await addPerson(desk, { name: person(typed), email, role, systemUser });
  if (!added.ok) return added;
  const told = [`Added ${added.value.id}.`];
  if (isFirst && systemUser === own)
    told.push(`Commands of the system user ${own} are theirs from now on; \`user link ${added.value.id} --none\` undoes that.`);
  if (!flag(typed, "link")) {
    told.push(`They can come in once they have a link: \`user invite ${added.value.id}\`.`);
    return ok({ people: [added.value], text: told.join("\n") });
  }
  return sending(desk, added.value.id, told);
};

async function sending(desk: Desk, id: string, told: readonly string[]): Promise<Result<Done>> {
  const sent = await invite(desk, id, desk.settings.publicUrl);
  if (!sent.ok) return sent;
  return ok({ people: [sent.value.person], sent: sent.value, text: [...told, sayLink(sent.value)].join("\n") });
}

const list: Act = async (desk) => {
  const people = await everybody(desk);
  if (!people.ok) return people;
  const none = "Nobody yet: whoever runs the commands does everything. Begin with `user add NAME --email ADDRESS --role admin --link`.";
  return ok({ people: people.value, text: people.value.length === 0 ? none : people.value.map(sayPerson).join("\n") });
};

const role: Act = async (desk, typed) => {
  const wanted = word(typed, 2) || (textOption(typed, "role") ?? "");
  if (!isRole(wanted)) return refuse(wrongRole(wanted));
  return saying(setRole(desk, person(typed), wanted), ({ id }) => `${id} is ${wanted} now, and signed out everywhere.`);
};

const linkTo: Act = async (desk, typed, own) => {
  const systemUser = flag(typed, "none") ? null : word(typed, 2) || own;
  return saying(link(desk, person(typed), systemUser), ({ id }) =>
    systemUser === null ? `No commands are ${id}'s any more.` : `Commands of the system user ${systemUser} are ${id}'s.`,
  );
};

const signOut: Act = async (desk, typed) => {
  const out = await signOutPerson(desk, person(typed));
  if (!out.ok) return out;
  const { ended, person: who } = out.value;
  return ok({ people: [who], text: `${who.id} was signed in on ${ended} ${ended === 1 ? "browser" : "browsers"}, and is on none now.` });
};

const password: Act = async (desk, typed) => {
  const known = await reportOf(desk, person(typed));
  if (!known.ok) return known;
  const typedPassword = await readPassword(known.value.id);
  if (typedPassword === null) return refuse(block("input-password", "password", "The two differ.", "Try again; nothing was changed."));
  return saying(setPassword(desk, known.value.id, typedPassword), ({ id }) => `${id} has a new password, and is signed out everywhere.`);
};

function sayReach({ person: id, ways, silenced }: ReachReport): string {
  const by =
    ways.length > 0 ? `get letters by ${ways.map((way) => (way === "email" ? "e-mail" : "Telegram")).join(" and ")}` : "get no letters";
  return `They ${by} (${id})${silenced ? "; Telegram takes none to their chat any more" : ""}.`;
}

async function reaching(desk: Desk, typed: Typed, wanted: ReachChange): Promise<Result<Done>> {
  const changed = await changeReach(desk, person(typed), wanted);
  if (!changed.ok) return changed;
  return saying(reportOf(desk, person(typed)), () => sayReach(changed.value));
}

const acts: Readonly<Record<string, Act>> = {
  add,
  list,
  role,
  link: linkTo,
  password,
  "sign-out": signOut,
  invite: (desk, typed) => sending(desk, person(typed), []),
  disable: (desk, typed) => saying(disable(desk, person(typed)), ({ id }) => `${id} is disabled, and signed out everywhere.`),
  letters: (desk, typed) => reaching(desk, typed, { letters: word(typed, 2) }),
  telegram: (desk, typed) => reaching(desk, typed, { chat: flag(typed, "none") ? null : word(typed, 2) }),
  enable: (desk, typed) => saying(enable(desk, person(typed)), ({ id }) => `${id} can come in again, by a password or a new link.`),
};

function actTyped(typed: Typed): Result<Act> {
  const name = word(typed, 0);
  const act = Object.hasOwn(acts, name) ? acts[name] : undefined;
  if (!act) return refuse(usage(`There is no \`user ${name}\`.`, `Use one of: ${Object.keys(acts).join(", ")}.`));
  if (name !== "list" && person(typed) === "") return refuse(usage("Say who.", `\`herald user ${name} PERSON\`.`));
  return ok(act);
}

export const run: Run = async (wiring, typed) => {
  const act = actTyped(typed);
  const own = currentPerson(readEnvironment(wiring.directory));
  const result = act.ok ? await wiring.withAnyDesk(choiceOf(typed), (desk) => act.value(inCharge(desk), typed, own)) : act;
  return print(result, wantsJson(typed), ({ people, sent, text }) => ({
    json: { people, ...(sent ? { link: sent.link, expiresAt: toIso(sent.expiresAt) } : {}) },
    text,
  }));
};
