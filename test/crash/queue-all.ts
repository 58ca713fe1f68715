/** `node queue-all.ts DIRECTORY`: puts the posts on standard input into the queue of a house, and approves them. */
import { text } from "node:stream/consumers";
import type { Part } from "./cast.ts";
import { queueAll } from "./ground.ts";

interface Plain {
  readonly parts: readonly Part[];
  readonly pictures: readonly { readonly plain: Parameters<typeof queueAll>[1]["pictures"][number]["plain"]; readonly bytes: string }[];
}

const { parts, pictures }: Plain = JSON.parse(await text(process.stdin));
const directory = process.argv[2] ?? ".";
await queueAll(directory, { parts, pictures: pictures.map(({ plain, bytes }) => ({ plain, bytes: Buffer.from(bytes, "base64") })) });
