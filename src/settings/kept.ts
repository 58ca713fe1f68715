/** Logins that the database keeps, joined to those of the environment. */
import type { PlatformId } from "../domain/account.ts";
import type { Registry, Secret } from "../platforms/platform.ts";
import type { SealedSecret } from "../storage/secrets.ts";
import type { Described } from "./accounts.ts";
import { type SealKeys, unseal } from "./seal.ts";
import type { Connections } from "./secrets.ts";

/** How a kept login was opened, or why it wasn't, as the end of a sentence. */
type Opened = { readonly ok: true; readonly secret: Secret; readonly isOld: boolean } | { readonly ok: false; readonly why: string };

/** @param keys as the environment gives them; the old one opens what was not sealed anew yet */
export function openKept({ account, sealed, keyId }: SealedSecret, { current, old }: SealKeys): Opened {
  const fits = [current, old].findIndex((key) => key?.ok && key.value.id === keyId);
  const key = [current, old][fits];
  if (!key?.ok) {
    const [problem] = current.ok ? [] : current.problems;
    const other = "HERALD_SECRET is another than the one under which its login is kept: put that one back";
    return { ok: false, why: problem ? `its login is kept encrypted, and ${lowered(problem.message)}` : `${other}, or connect it anew.` };
  }
  const secret = unseal(sealed, account, key.value);
  if (!secret) return { ok: false, why: "its login in the database is damaged: connect it anew." };
  return { ok: true, secret, isOld: fits === 1 };
}

/** As it goes on after a comma: names of variables keep their capitals. */
function lowered(sentence: string): string {
  return /^[A-Z]{2}/.test(sentence) ? sentence : sentence.charAt(0).toLowerCase() + sentence.slice(1);
}

/**
 * The connections with each kept login that opens, is whole, and is nobody else's. What the environment says of an account wins.
 * Everything that has no effect is said in a sentence; nothing is refused, lest a start fail for what the database holds.
 */
export function joinKept(
  found: Connections,
  described: readonly Described[],
  registry: Registry,
  keys: SealKeys,
  kept: readonly SealedSecret[],
): Connections {
  return kept.reduce<Connections>((connections, one) => joined(connections, one, described, registry, keys), found);
}

function joined(
  connections: Connections,
  one: SealedSecret,
  described: readonly Described[],
  registry: Registry,
  keys: SealKeys,
): Connections {
  const id = one.account;
  const saying = (warning: string): Connections => ({ ...connections, warnings: [...connections.warnings, warning] });
  const account = described.find((each) => each.account.id === id)?.account;
  if (!account) return saying(`The database keeps a login of account ${id}, which herald.yaml doesn't name: \`herald disconnect ${id}\`.`);
  if (connections.secrets.has(id))
    return saying(`Account ${id} uses the login of the environment; the one that the database keeps has no effect.`);
  const opened = openKept(one, keys);
  const unconnected = (why: string) => saying(`Account ${id} isn't connected and its posts stay drafts: ${why}`);
  if (!opened.ok) return unconnected(opened.why);
  const remoteId = remoteIdIn(account.platform, opened.secret, registry);
  if (remoteId === null) return unconnected("its login in the database is not whole: connect it anew.");
  const twin = connections.accounts.find((other) => other.platform === account.platform && other.remoteId === remoteId);
  if (twin) return unconnected(`its login in the database is that of account ${twin.id}.`);
  return {
    accounts: connections.accounts.map((other) => (other.id === id ? { ...other, remoteId } : other)),
    secrets: new Map([...connections.secrets, [id, opened.secret]]),
    ways: new Map([...connections.ways, [id, "database"]]),
    warnings: [...withoutDoubt(connections.warnings, id), ...(opened.isOld ? [rotation(id)] : [])],
  };
}

/** What the environment lacks of this login matters no more. */
function withoutDoubt(warnings: readonly string[], id: string): readonly string[] {
  return warnings.filter((warning) => !warning.startsWith(`Account ${id} isn't connected`));
}

function rotation(id: string): string {
  return `The login of account ${id} is still kept under HERALD_SECRET_OLD: run \`herald secret rotate\`.`;
}

/** Whose login it is, where it is whole; null otherwise. */
export function remoteIdIn(platform: PlatformId, secret: Secret, registry: Registry): string | null {
  const { variables, remoteId, oauth } = registry[platform];
  const isWhole = oauth?.isWhole(secret) || variables.every(({ name, required }) => !required || secret[name]);
  return isWhole ? remoteId(secret) : null;
}
