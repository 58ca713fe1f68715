/**
 * One of several processes that renew the same login: `node renewal-child.ts DATABASE KEY`. Told `MILLISECONDS` on standard input (how far
 * its clock is ahead), it gets the account's login ready, as before a send, and says a line: the login's generation and a digest of its
 * token, or `none`.
 */
import { createHash } from "node:crypto";
import { writeSync } from "node:fs";
import { createInterface } from "node:readline";
import { systemClock } from "../../src/edge/clock.ts";
import { thisOwner } from "../../src/worker/owner.ts";
import { renewalDesk } from "./renewal-desk.ts";

const [file = "", key = ""] = process.argv.slice(2);
let aheadMs = 0;
const clock = { ...systemClock, now: () => systemClock.now() + aheadMs };
const { keeper, account, store } = await renewalDesk(file, key, clock, thisOwner());

function say(line: string): void {
  writeSync(1, `${line}\n`);
}

say("here");
for await (const line of createInterface({ input: process.stdin })) {
  aheadMs = Number(line);
  const login = await keeper.ready(account);
  const digest = createHash("sha256")
    .update(login?.secret.X_USER_TOKEN ?? "")
    .digest("hex");
  say(login ? `${login.generation} ${digest}` : "none");
}
await store.close();
