import { describe, expect, test } from "vitest";
import { readSealKeys, seal } from "../../src/settings/seal.ts";
import { loadSettings, type Settings } from "../../src/settings/settings.ts";
import type { SealedSecret } from "../../src/storage/secrets.ts";
import { login, registry } from "./fake-registry.ts";
import { least, workplace, xLogin } from "./workplace.ts";

const secret = "mT4q0Zr8Wk1VbX6yLd2Jc9Fh3Sg7Pn5Ae-Uo_iKx";
const other = "hB7w2Nf5Qa9Rz4Ms1Ty8Ev3Kj6Cd0Lg-Xp_uOiWb";

function sealed(account: string, values: Readonly<Record<string, string>>, under = secret): SealedSecret {
  const { current } = readSealKeys({ HERALD_SECRET: under });
  if (!current.ok) throw new Error("This secret is weak.");
  return { account, sealed: seal(values, account, current.value), keyId: current.value.id };
}

interface Setting {
  readonly kept: readonly SealedSecret[] | null;
  readonly env?: Readonly<Record<string, string>>;
  readonly more?: string;
  readonly forced?: boolean;
}

function settingsWith({ kept, env = { HERALD_SECRET: secret }, more = "", forced = false }: Setting): Settings {
  const directory = workplace({ "config/herald.yaml": least + more });
  const read = loadSettings({ env, directory, registry, kept, sandbox: { forced, login } });
  if (!read.ok) throw new Error(read.problems.map(({ message }) => message).join(" "));
  return read.value;
}

const whole = sealed("x", xLogin);

describe("a login that the database keeps", () => {
  test("connects its account, and Herald is live", () => {
    const { mode, accounts, secrets, ways, warnings } = settingsWith({ kept: [whole] });
    expect(mode).toBe("live");
    expect(accounts.map(({ id, remoteId }) => [id, remoteId])).toEqual([["x", "4711"]]);
    expect(secrets.get("x")).toEqual(xLogin);
    expect(ways.get("x")).toBe("database");
    expect(warnings.filter((one) => one.includes("Account x"))).toEqual([]);
  });

  test("gives way to one of the environment, with a sentence", () => {
    const { secrets, ways, warnings } = settingsWith({ kept: [whole], env: { HERALD_SECRET: secret, ...xLogin, X_ACCESS_TOKEN: "8-env" } });
    expect([secrets.get("x")?.X_ACCESS_TOKEN, ways.get("x")]).toEqual(["8-env", "environment"]);
    expect(warnings).toContain("Account x uses the login of the environment; the one that the database keeps has no effect.");
  });

  test("helps out where the environment holds half of one", () => {
    const { ways, warnings } = settingsWith({ kept: [whole], env: { HERALD_SECRET: secret, X_API_KEY: "half" } });
    expect(ways.get("x")).toBe("database");
    expect(warnings.filter((one) => one.includes("isn't connected"))).toEqual([]);
  });

  test.each([
    ["another secret", { HERALD_SECRET: other }, "HERALD_SECRET is another than the one"],
    ["no secret", {}, "HERALD_SECRET is not set"],
    ["a weak secret", { HERALD_SECRET: "weak" }, "HERALD_SECRET is too short"],
  ])("stays closed with %s: its account is not connected, one sentence says why, and nobody plays instead", (_, env, why) => {
    const { mode, accounts, secrets, warnings } = settingsWith({ kept: [whole], env });
    expect([mode, accounts[0]?.remoteId, secrets.size]).toEqual(["live", null, 0]);
    expect(warnings.filter((one) => one.includes("Account x isn't connected"))).toEqual([expect.stringContaining(why)]);
    expect(JSON.stringify(warnings)).not.toMatch(/4711|weak"/);
  });

  test("opens with the former secret until it is sealed anew", () => {
    const { ways, warnings } = settingsWith({ kept: [whole], env: { HERALD_SECRET: other, HERALD_SECRET_OLD: secret } });
    expect(ways.get("x")).toBe("database");
    expect(warnings).toContain("The login of account x is still kept under HERALD_SECRET_OLD: run `herald secret rotate`.");
  });

  test("connects nothing where it is damaged, not whole, of no account, or another account's", () => {
    const second = "  - { id: urdu-x, platform: x, env: URDU }\n";
    const said = (kept: readonly SealedSecret[]) => settingsWith({ kept, more: second }).warnings.join("\n");
    expect(said([{ ...whole, sealed: "{}" }])).toContain(
      "Account x isn't connected and its posts stay drafts: its login in the database is damaged",
    );
    expect(said([sealed("x", { X_API_KEY: "key" })])).toContain("its login in the database is not whole");
    expect(said([sealed("gone", xLogin)])).toContain("`herald disconnect gone`");
    expect(said([whole, sealed("urdu-x", xLogin)])).toContain(
      "Account urdu-x isn't connected and its posts stay drafts: its login in the database is that of account x.",
    );
  });

  test("is left aside in the sandbox that was asked for", () => {
    const { mode, secrets } = settingsWith({ kept: [whole], forced: true });
    expect([mode, secrets.has("x"), [...secrets.keys()]]).toEqual(["sandbox", false, ["sandbox-x"]]);
  });

  test("where none is kept, Herald plays; where the database can't be read, it doesn't", () => {
    expect(settingsWith({ kept: [] }).mode).toBe("sandbox");
    expect(settingsWith({ kept: null }).mode).toBe("live");
  });
});
