import type { OpenServer } from "../faces/web/server.ts";
import { edgeOf, type House } from "./house.ts";
import { meetVia } from "./platforms.ts";

/** @param withDesk whether editors work here too; else only pictures are served. */
export async function serve({ desk, log, standIns }: House, withDesk: boolean): Promise<OpenServer> {
  const [{ openServer }, { publicPicture }, { sandboxHome }, { openDoor }, { peopleDoor }] = await Promise.all([
    import("../faces/web/server.ts"),
    import("../desk/media.ts"),
    import("../faces/web/sandbox-home.ts"),
    import("../faces/web/open-door.ts"),
    import("../faces/web/people-door.ts"),
  ]);
  const { host, port, publicUrl } = desk.settings;
  const origin = () => publicUrl.replace(/:0$/, `:${server.address.port}`);
  const door = peopleDoor(desk, standIns ? openDoor({ ...desk.actor, role: "operator" }) : null);
  const readers = standIns ? { standIns: () => sandboxHome(desk, standIns.readers()) } : {};
  const meet = meetVia({ desk, log, standIns }, () => edgeOf({ desk, log, standIns }, server));
  const site = withDesk ? { site: { desk, log, origin, door, meet, ...readers } } : {};
  const server: OpenServer = await openServer({ host, port, log, media: (digest) => publicPicture(desk, digest), ...site });
  return server;
}

/** A worker by itself serves the pictures too, unless a Herald on this address does already. */
export async function serveIfFree(house: House, say: (line: string) => void): Promise<OpenServer | null> {
  try {
    return await serve(house, false);
  } catch (error) {
    say(`${error instanceof Error ? error.message : error} Pictures are served by whatever runs there.`);
    return null;
  }
}
