/**
 * `npm run bench -- desk`: how long the server takes for the inbox with 500 drafts and 60 approved posts beside them, at first and
 * once it is warm, and how many bytes go over the wire. Prints, never fails.
 */
import { openLog } from "../../src/edge/log.ts";
import { openDoor } from "../../src/faces/web/open-door.ts";
import { application } from "../../src/faces/web/server.ts";
import { fillDesk } from "../support/full-desk.ts";
import { layDesk } from "../support/model-desk.ts";

const drafts = 500;
const rounds = 30;

export async function desk(): Promise<void> {
  const { desk, remove } = await layDesk();
  try {
    await fillDesk(desk, drafts, 60);
    const log = openLog("silent");
    const site = { desk, log, origin: () => "http://127.0.0.1", door: openDoor(desk.actor) };
    const app = application({ host: "127.0.0.1", port: 0, log, media: async () => undefined, site });
    const busyMs = () => {
      const { user, system } = process.cpuUsage();
      return (user + system) / 1000;
    };
    const ask = async (headers: Record<string, string>) => {
      const begun = performance.now();
      const answer = await app.request("http://127.0.0.1/", { headers: { host: "127.0.0.1", ...headers } });
      const bytes = (await answer.arrayBuffer()).byteLength;
      return { status: answer.status, bytes, ms: performance.now() - begun };
    };
    const first = await ask({});
    const warm: number[] = [];
    for (let round = 0; round < rounds; round += 1) warm.push((await ask({ "accept-encoding": "gzip" })).ms);
    const squeezed = await ask({ "accept-encoding": "gzip" });
    const busyBefore = busyMs();
    for (let round = 0; round < rounds; round += 1) await ask({ "accept-encoding": "gzip" });
    const busy = ((busyMs() - busyBefore) / rounds).toFixed(0);
    const sorted = warm.toSorted((a, b) => a - b);
    const at = (share: number) => (sorted[Math.floor((sorted.length - 1) * share)] ?? 0).toFixed(0);
    const kilobytes = (bytes: number) => `${(bytes / 1000).toFixed(0)} KB`;
    process.stdout.write(`The inbox with ${drafts} drafts: at first ${first.ms.toFixed(0)} ms, `);
    process.stdout.write(`warm ${at(0.5)} ms (median), ${at(0.95)} ms (95 %), of which the processor ${busy} ms; `);
    process.stdout.write(`${kilobytes(squeezed.bytes)} over the wire, ${kilobytes(first.bytes)} uncompressed\n`);
  } finally {
    await remove();
  }
}
