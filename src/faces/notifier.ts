import type { Desk } from "../desk/desk.ts";
import { platformOf } from "../desk/desk.ts";
import type { Edge } from "../edge/edge.ts";
import { channelsFor, secretsOf } from "../notify/channels.ts";
import type { NotifierParts } from "../notify/notifier.ts";
import { learnt } from "../settings/learnt.ts";
import { isGone, thisOwner } from "../worker/owner.ts";

/** The secret parts of every connected account's login. */
function loginSecrets(desk: Desk): readonly string[] {
  const { accounts, secrets } = desk.settings;
  return accounts.flatMap((account) => {
    const hidden = platformOf(desk, account).variables.filter(({ secret }) => secret);
    return hidden.flatMap(({ name }) => secrets.get(account.id)?.[name] ?? []);
  });
}

/** What the notifier beside a worker is made of. */
export function notifierFor(desk: Desk, { clock, log }: Edge): NotifierParts {
  const { store, registry, settings } = desk;
  const given = [...loginSecrets(desk), ...secretsOf(settings.notify)];
  return {
    store,
    registry,
    clock,
    log,
    channels: channelsFor(settings.notify),
    get secrets() {
      return [...given, ...learnt()];
    },
    owner: thisOwner(),
    isGone,
    tickMs: settings.worker.tickMs,
  };
}
