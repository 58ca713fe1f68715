import type { Problem } from "../domain/problem.ts";
import type { Hurry, OpenServer, ServerOptions } from "../faces/web/server.ts";
import type { Logins } from "../platforms/current-login.ts";
import { Unanswered, waitingAtMost } from "../storage/hurry.ts";
import { edgeOf, type House } from "./house.ts";
import { askingVia } from "./platforms.ts";
import type { Watched } from "./watch.ts";

/** What stands against the settings on disk now; it changes while Herald runs. */
export interface Refusal {
  problems: readonly Problem[];
}

/** Whoever sits at a browser waits for a queue that can't be reached so long, at most. */
const patienceMs = 8_000;
const hurry: Hurry = { within: (work) => waitingAtMost(patienceMs, work), isOver: (error) => error instanceof Unanswered };

/** What is answered under a house's settings. @param server called when the first request is answered, and later */
async function answering(house: House, server: () => OpenServer, refusal: Refusal | null, watched: Watched | null) {
  const { desk, log, standIns } = house;
  const [{ publicPicture }, { loginKeeperFor }, { sandboxHome }, { openDoor }, { peopleDoor }] = await Promise.all([
    import("../desk/media.ts"),
    import("../faces/logins.ts"),
    import("../faces/web/sandbox-home.ts"),
    import("../faces/web/open-door.ts"),
    import("../faces/web/people-door.ts"),
  ]);
  const { publicUrl } = desk.settings;
  const origin = () => publicUrl.replace(/:0$/, `:${server().address.port}`);
  const door = peopleDoor(desk, standIns ? openDoor({ ...desk.actor, role: "operator" }) : null);
  const readers = standIns ? { standIns: () => sandboxHome(desk, standIns.readers()) } : {};
  const edge = () => edgeOf({ desk, log, standIns }, server());
  const { meet, net } = await askingVia({ desk, log, standIns }, edge);
  const notices = () => refusal?.problems ?? [];
  const logins: Pick<Logins, "ready"> = { ready: async (account) => loginKeeperFor(desk, await edge()).ready(account) };
  const site = refusal ? { site: { desk, log, origin, door, meet, net, logins, notices, ...readers } } : {};
  const always = { log, hurry, media: (digest: string) => publicPicture(desk, digest), ...(watched && { watch: watched.answers(house) }) };
  return { ...always, ...site } satisfies Omit<ServerOptions, "host" | "port">;
}

/**
 * @param refusal what the desk's pages tell of settings; null: editors don't work here, only pictures are served
 * @param watched null: this process is through before anybody could watch it
 */
export async function serve(house: House, refusal: Refusal | null, watched: Watched | null): Promise<OpenServer> {
  const { openServer } = await import("../faces/web/server.ts");
  const { host, port } = house.desk.settings;
  const server: OpenServer = await openServer({ host, port, ...(await answering(house, () => server, refusal, watched)) });
  return server;
}

/** Answers under the house's settings from now on, on the same socket. */
export async function serveAnew(house: House, server: OpenServer, refusal: Refusal | null, watched: Watched | null): Promise<void> {
  server.change(await answering(house, () => server, refusal, watched));
}

/** Pictures are the same wherever they are asked for; figures are each process's own. */
const unserved =
  "This worker publishes all the same. Pictures are served by whatever runs there; /metrics and /ready of this worker by nobody, until it has a PORT of its own.";

/** A worker by itself serves the pictures too, unless a Herald on this address does already. */
export async function serveIfFree(house: House, say: (line: string) => void, watched: Watched | null = null): Promise<OpenServer | null> {
  try {
    return await serve(house, null, watched);
  } catch (error) {
    say(`${error instanceof Error ? error.message : error} ${unserved}`);
    return null;
  }
}
