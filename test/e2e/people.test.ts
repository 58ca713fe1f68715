import { afterAll, beforeAll, expect, it } from "vitest";
import type { Problem } from "../../src/domain/problem.ts";
import { type Home, makeHome } from "../support/herald.ts";

let home: Home;
beforeAll(() => {
  home = makeHome({ PUBLIC_URL: "https://herald.example.org", DATABASE_URL: "file:data/herald.db" }, "together");
});
afterAll(() => home?.remove());

const user = (...words: readonly string[]) => home.json(["user", ...words]);
const codes = ({ problems = [] }: { readonly problems?: readonly Problem[] }) => problems.map(({ code }) => code);

it("lets the first admin in, and shows the queue to nobody else", async () => {
  expect(codes(await user("add", "Bilal", "--email", "b@example.org", "--role", "writer"))).toEqual(["input-first"]);
  const { people, link } = await user("add", "Ayesha Khan", "--email", "ayesha@example.org", "--role", "admin", "--link");
  expect(people).toMatchObject([{ id: "ayesha", role: "admin", active: true, hasPassword: false, systemUser: expect.any(String) }]);
  expect(link).toMatch(/^https:\/\/herald\.example\.org\/invitation\/[\w-]{43}$/);
  expect(codes(await home.json(["list"]))).toEqual([]);

  await user("link", "ayesha", "--none");
  const { code, stdout, stderr } = await home.run(["list"]);
  expect([code, stdout]).toEqual([1, ""]);
  expect(stderr).toContain("herald user link PERSON");
  for (const words of [["pause", "--all", "--reason", "flood"], ["add", home.write("a.txt", "The cabinet met.\n")], ["doctor"]])
    expect(codes(await home.json(words))).toEqual(["rights-stranger"]);
});

it("lets people do what their role allows, on the command line as on the desk", async () => {
  await user("add", "Carol", "--email", "carol@example.org", "--role", "writer");
  expect((await user("link", "carol")).people).toMatchObject([{ id: "carol", systemUser: expect.any(String) }]);
  expect((await home.json(["pause", "--all", "--reason", "flood"])).paused).toMatchObject({ account: "all" });
  expect(codes(await home.json(["resume", "--all"]))).toEqual(["rights-resume"]);
  expect(codes(await home.json(["backup", "copy.db"]))).toEqual(["rights-house"]);
  await user("role", "carol", "publisher");
  expect((await home.json(["resume", "--all"])).resumed).toMatchObject({ was: true });
});

it("sets a password from standard input, and repeats it nowhere", async () => {
  const password = "meadow anchor violet stone";
  const { code, stdout, stderr } = await home.run(["user", "password", "ayesha", "--json"], { input: `${password}\n` });
  expect(code, stderr).toBe(0);
  expect(JSON.parse(stdout).people).toMatchObject([{ id: "ayesha", hasPassword: true }]);
  expect(stdout + stderr).not.toContain("meadow");
  expect((await home.run(["user", "telegram", "ayesha", "1234567"])).code).toBe(0);
  expect(codes(await user("telegram", "ayesha", "@ayesha"))).toEqual(["input-telegram"]);
  expect((await home.run(["user", "letters", "ayesha", "none"])).stdout).toBe("They get no letters (ayesha).\n");
  expect(codes(await home.json(["letters"]))).toEqual(["rights-people"]);
  expect(codes(await user("disable", "ayesha"))).toEqual(["state-last-admin"]);
  expect((await home.run(["user", "list"])).stdout).toMatch(/^ayesha +admin +Ayesha Khan <ayesha@example\.org> \(password/);
});

it("says what is wrong with a command", async () => {
  for (const words of [
    ["user", "rename", "x"],
    ["user", "invite"],
    ["user", "role", "ayesha", "boss"],
    ["user", "add", "X", "--role", "writer"],
  ]) {
    const { code, stdout } = await home.run([...words, "--json"]);
    expect([code, JSON.parse(stdout).problems[0].code]).toEqual([2, "usage-user"]);
  }
});
