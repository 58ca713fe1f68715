/** Secrets that came about while this process ran: what it was given at its start is not all that must stay out of its logs. */
import type { Secret } from "../platforms/platform.ts";

const telling = /(?:SECRET|TOKEN|CODE|VERIFIER)$/;
const values = new Set<string>();
/** As many as a year of renewals leaves; older ones open nothing any more. */
const most = 5_000;

/** Keeps a login's secret parts in mind for as long as the process runs. */
export function learn(login: Secret): void {
  for (const [name, value] of Object.entries(login)) if (telling.test(name)) values.add(value);
  for (const value of values) {
    if (values.size <= most) return;
    values.delete(value);
  }
}

export function learnt(): readonly string[] {
  return [...values];
}
