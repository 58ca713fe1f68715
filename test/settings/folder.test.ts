import { join } from "node:path";
import { expect, test } from "vitest";
import { registry } from "../../src/platforms/registry.ts";
import { readFolder } from "../../src/settings/folder.ts";
import { loadSettings } from "../../src/settings/settings.ts";
import { login } from "./fake-registry.ts";

const directory = "/srv/herald";
const own = [join(directory, "config", "herald.yaml"), join(directory, "data", "herald.db"), "/etc/herald/desk.yaml"];
const file = { where: () => "config/herald.yaml:9" };

function read(folder: string | undefined, env: Readonly<Record<string, string>> = {}) {
  return readFolder(env, folder === undefined ? {} : { folder }, file, directory, own);
}

test("a folder counts from Herald's own, and the environment goes before the settings", () => {
  expect(read(undefined)).toEqual({ ok: true, value: null });
  expect(read("inbox/")).toEqual({ ok: true, value: { path: "/srv/herald/inbox", name: "inbox" } });
  expect(read("inbox", { HERALD_FOLDER: "/mnt/desk/drop/" })).toEqual({
    ok: true,
    value: { path: "/mnt/desk/drop", name: "/mnt/desk/drop" },
  });
});

test.each([".", "/", "..", "config", "data/", "./config/..", "/etc/herald"])(
  "%s is refused: what is Herald's own would be moved away",
  (folder) => {
    const result = read(folder);
    expect(result.ok ? [] : result.problems.map(({ where, code }) => `${where} ${code}`)).toEqual(["config/herald.yaml:9 settings-folder"]);
  },
);

test("with --sandbox no folder is watched: what lies in it is meant for the live queue", () => {
  const root = join(import.meta.dirname, "..", "..");
  const load = (forced: boolean) => {
    const settings = loadSettings({ env: { HERALD_FOLDER: "inbox" }, directory: root, registry, sandbox: { forced, login } });
    return settings.ok ? settings.value.folder : expect.fail();
  };
  expect([load(true), load(false)]).toEqual([null, { path: join(root, "inbox"), name: "inbox" }]);
});
