/** One socket, answered by other settings from one moment on; and its end. */
import { afterEach, expect, test } from "vitest";
import { silentLog } from "../../../src/edge/log.ts";
import { type OpenServer, openServer } from "../../../src/faces/web/server.ts";
import { until } from "../../support/herald.ts";

const digest = "b".repeat(64);
const jpeg = (first: number) => ({ mime: "image/jpeg", bytes: new Uint8Array([first, 1, 2]) });
let server: OpenServer;
afterEach(() => server.close());

/** A server whose picture is answered when the test says so. */
async function slow() {
  const asked = Promise.withResolvers<void>();
  const answer = Promise.withResolvers<ReturnType<typeof jpeg>>();
  const media = () => {
    asked.resolve();
    return answer.promise;
  };
  server = await openServer({ host: "127.0.0.1", port: 0, media, log: silentLog });
  const origin = `http://127.0.0.1:${server.address.port}`;
  const first = fetch(`${origin}/media/${digest}.jpg`);
  await asked.promise;
  return { origin, first, answer: () => answer.resolve(jpeg(1)) };
}

const firstByte = async (response: Response) => new Uint8Array(await response.arrayBuffer())[0];

test("a request in flight is answered as it was begun, the next one by what is new", async () => {
  const { origin, first, answer } = await slow();
  server.change({ media: async () => jpeg(2), log: silentLog });
  expect(await firstByte(await fetch(`${origin}/media/${digest}.jpg`))).toBe(2);
  answer();
  expect(await firstByte(await first)).toBe(1);
});

test("while it drains, pictures and health are answered and nothing else; what is being answered is finished", async () => {
  const { origin, first, answer } = await slow();
  server.drain();
  const [home, health] = await Promise.all([fetch(`${origin}/`), fetch(`${origin}/health`)]);
  expect([home.status, home.headers.get("retry-after"), health.status]).toEqual([503, "60", 200]);
  let isClosed = false;
  const closed = server.close().then(() => {
    isClosed = true;
  });
  answer();
  expect(await firstByte(await first)).toBe(1);
  await closed;
  expect(isClosed).toBe(true);
});

test("it waits no longer than a moment for an answer that never comes", async () => {
  const { first } = await slow();
  const cut = first.then(
    () => "answered",
    () => "cut",
  );
  await server.close();
  await until("the connection is cut", async () => (await cut) === "cut");
});
