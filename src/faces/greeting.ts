import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Desk } from "../desk/desk.ts";
import type { Checkup } from "../desk/doctor.ts";
import { seedExamples } from "../desk/examples.ts";
import { hasPeople } from "../desk/people.ts";
import type { Input } from "../desk/preview.ts";
import { ok, type Result } from "../domain/problem.ts";

/** The example summaries that ship with Herald, in the order of their names. */
async function readExamples(directory: string): Promise<readonly Input[]> {
  const names = (await readdir(directory)).filter((name) => /\.(txt|md)$/.test(name)).sort();
  return Promise.all(names.map(async (name) => ({ name, bytes: await readFile(join(directory, name)) })));
}

/** Published at once in a new sandbox, so that a newcomer sees a whole road. */
const showpiece = "solar-net-billing.txt";

type Say = (line: string) => void;

function sayAccounts({ settings }: Desk, say: Say): void {
  for (const { id } of settings.accounts) say(`${id}: ${settings.secrets.has(id) ? "connected" : "not connected; its posts stay drafts"}`);
}

/** Who a newly connected account is, and where it posts; asked beside the work, so that a slow platform delays nothing. */
export async function introduce(asked: Promise<readonly Checkup[]>, say: Say): Promise<void> {
  for (const { account, state, name, url, notes } of await asked)
    say(state === "connected" ? `${account} is ${name} and posts to ${url}` : `${account} could not be confirmed: ${notes.join(" ")}`);
}

/** Where editors come in; until anybody can, there is no desk. */
async function deskLine(desk: Desk, page: string): Promise<string> {
  if (await hasPeople(desk)) return `Editors sign in at ${page}sign-in.`;
  return 'Nobody can sign in to the desk yet: `npm run herald -- user add "NAME" --email ADDRESS --role admin --link` lets the first one in.';
}

async function sayDrafts({ store }: Desk): Promise<string> {
  const drafts = (await store.count(["draft"])).get("draft") ?? 0;
  if (drafts === 0) return "nothing waits for your approval";
  return drafts === 1 ? "one draft waits for your approval" : `${drafts} drafts wait for your approval`;
}

/** What `npm start` says first: which mode this is, what is connected, and where to look. */
export async function greet(desk: Desk, address: { readonly host: string; readonly port: number }, say: Say): Promise<Result<null>> {
  const { settings } = desk;
  const page = `http://${address.host}:${address.port}/`;
  for (const warning of settings.warnings) say(`Note: ${warning}`);
  if (settings.mode === "live") {
    sayAccounts(desk, say);
    say(await deskLine(desk, page));
    say(`Herald is at work. Pictures are served at ${page}media/; the queue is worked on until you stop it (Ctrl-C).`);
    return ok(null);
  }
  say("SANDBOX: no account is connected, so everything goes to stand-ins on this machine. Nothing reaches a real platform.");
  const seeded = await seedExamples(desk, await readExamples(join(settings.configFile, "..", "examples")), showpiece);
  if (!seeded.ok) return seeded;
  for (const line of seeded.value) say(line);
  say(`Look at ${page} — it is the editors’ desk, where ${await sayDrafts(desk)}; ${page}stand-ins shows what readers see.`);
  return ok(null);
}
