import { join } from "node:path";
import { expect, test } from "vitest";
import { readFolder } from "../../src/settings/folder.ts";

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
