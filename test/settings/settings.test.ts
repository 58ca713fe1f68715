import { existsSync, mkdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { account as anyAccount, least, load, loaded, workplace, xLogin } from "./workplace.ts";

describe("sandbox and live", () => {
  test("without a login and a database of its own it is the sandbox", () => {
    const directory = workplace({ "config/herald.yaml": least });
    const settings = loaded({ directory });
    expect(settings).toMatchObject({ mode: "sandbox", database: { kind: "file", file: join(directory, "data/sandbox.db") }, warnings: [] });
    expect(settings.accounts.map(({ id, remoteId }) => [id, remoteId])).toEqual([["sandbox-x", "1"]]);
    expect(settings.secrets.get("sandbox-x")).toMatchObject({ X_ACCESS_TOKEN: "1-t" });
  });

  test("one connected account makes it live, and the others stay unconnected", () => {
    const directory = workplace({ "config/herald.yaml": `${least}  - { id: instagram, platform: instagram }\n` });
    const settings = loaded({ directory, env: xLogin });
    expect(settings).toMatchObject({ mode: "live", database: { kind: "file", file: join(directory, "data/herald.db") } });
    expect(settings.accounts.map(({ id, remoteId }) => [id, remoteId])).toEqual([
      ["x", "4711"],
      ["instagram", null],
    ]);
    expect([...settings.secrets]).toEqual([["x", xLogin]]);
  });

  test("a database of its own makes it live with nothing connected", () => {
    const settings = loaded({ env: { DATABASE_URL: "file:/var/lib/herald.db" } });
    expect(settings).toMatchObject({ mode: "live", database: { kind: "file", file: "/var/lib/herald.db" } });
    expect(settings.accounts[0]?.remoteId).toBeNull();
    expect(settings.secrets.size).toBe(0);
  });

  test("--sandbox leaves logins, database and public address aside, right or wrong", () => {
    const directory = workplace({ "config/herald.yaml": least });
    const env = { ...xLogin, DATABASE_URL: "postgres://db/herald", PUBLIC_URL: "ftp://nowhere" };
    const settings = loaded({ directory, env, forced: true });
    expect(settings).toMatchObject({
      mode: "sandbox",
      database: { kind: "file", file: join(directory, "data/sandbox.db") },
      publicUrl: "http://127.0.0.1:8080",
    });
    expect(JSON.stringify([...settings.secrets])).not.toContain("4711");
  });

  test("--sandbox says nothing of real logins, not even that they contradict each other", () => {
    const yaml = `${least.replace("id: x", "id: alpha")}  - { id: beta, platform: x }\n`;
    expect(loaded({ yaml, env: xLogin, forced: true }).warnings).toEqual([]);
    expect(load({ yaml, env: xLogin }).ok).toBe(false);
  });

  test("a login that is there in part is said, and is no connection", () => {
    const { X_ACCESS_SECRET: _, X_API_SECRET: __, ...part } = xLogin;
    const settings = loaded({ env: part });
    expect(settings.mode).toBe("sandbox");
    expect(settings.warnings).toEqual([
      "Account x isn't connected and its posts stay drafts: X_API_SECRET and X_ACCESS_SECRET are missing.",
    ]);
  });

  test("a login that doesn't tell whose it is is no connection", () => {
    const settings = loaded({ env: { ...xLogin, X_ACCESS_TOKEN: "no-digits" } });
    expect(settings.secrets.size === 1 && settings.mode).toBe("sandbox");
    expect(settings.warnings[0]).toContain("don't tell whose login it is");
  });

  test("an empty or blank variable counts as unset", () => {
    const env = { X_API_KEY: "", X_API_SECRET: " ", DATABASE_URL: "", PORT: "", PUBLIC_URL: " ", HERALD_CONFIG: "" };
    expect(loaded({ env })).toMatchObject({ mode: "sandbox", port: 8080, warnings: [] });
  });

  test("nothing is written, and nothing but the settings file need be there", () => {
    const directory = workplace({ "config/herald.yaml": least });
    loaded({ directory, env: xLogin });
    expect([".env", "data", "templates"].filter((name) => existsSync(join(directory, name)))).toEqual([]);
  });
});

describe("accounts", () => {
  test("what the file leaves out has its default", () => {
    expect(anyAccount({})).toEqual({
      id: "sandbox-x",
      platform: "x",
      languages: ["en", "ur"],
      tags: [],
      remoteId: "1",
      format: "auto",
      link: "last",
      numbering: false,
      timetable: {
        timezone: "Asia/Karachi",
        slots: [{ days: ["mon"], times: ["09:00"] }],
        quiet: [],
        minGapMs: 1_200_000,
        lateAfterMs: 10_800_000,
      },
      budget: {},
      approvers: 1,
      approval: { least: "editor", people: [], others: false, auto: [] },
    });
  });

  test("who approves is a role, people, or both; of several roles the least counts", () => {
    const approvalOf = (approval: string) => anyAccount({ yaml: `${least}    approval: ${approval}\n` }).approval;
    expect(approvalOf("{ by: publisher, others: true }")).toEqual({ least: "publisher", people: [], others: true, auto: [] });
    expect(approvalOf("{ by: [hina, admin, publisher] }")).toMatchObject({ least: "publisher", people: ["hina"] });
    expect(approvalOf("{ people: 2, by: [hina, bilal] }")).toMatchObject({ least: null, people: ["hina", "bilal"] });
    expect(approvalOf('{ auto: ["https://example.org/feed*"] }')).toMatchObject({ auto: ["https://example.org/feed*"] });
  });

  test("what the file says is taken", () => {
    const yaml = `${least}    languages: [ur]
    tags: [Economy]
    timezone: Europe/London
    format: thread
    link: none
    numbering: true
    minGap: 45m
    lateAfter: 1d
    budget: { usdPerMonth: 12.5, postsPerDay: 6 }
    approval: { people: 2 }
`;
    expect(anyAccount({ yaml })).toMatchObject({
      languages: ["ur"],
      tags: ["economy"],
      format: "thread",
      link: "none",
      numbering: true,
      timetable: { timezone: "Europe/London", minGapMs: 2_700_000, lateAfterMs: 86_400_000 },
      budget: { usdPerMonth: 12.5, postsPerDay: 6 },
      approvers: 2,
    });
  });

  test("links may carry parameters, names may become hashtags, and X's prices may change", () => {
    const yaml = `${least}    utm: { source: x, medium: social }
    nameHashtags: true
prices: { x: { postWithLink: 0.25 } }
`;
    expect(anyAccount({ yaml })).toMatchObject({
      utm: { source: "x", medium: "social" },
      nameHashtags: true,
      prices: { postWithLink: 0.25 },
    });
  });

  test("times of a slot are sorted, and one that is there twice counts once", () => {
    const yaml = least.replace('"09:00"', '"18:30", "09:00", "18:30"');
    expect(anyAccount({ yaml }).timetable.slots[0]?.times).toEqual(["09:00", "18:30"]);
  });

  test("the house's quiet windows come before the account's own, and one day is a range of one", () => {
    const yaml = `${least}    quiet: [{ name: Launch, date: 2027-01-05, from: "10:00", to: "24:00" }]
quiet: [{ name: Friday prayers, days: [fri], from: "12:30", to: "14:30" }]
`;
    expect(anyAccount({ yaml }).timetable.quiet).toEqual([
      { name: "Friday prayers", days: ["fri"], from: "12:30", to: "14:30" },
      { name: "Launch", fromDate: "2027-01-05", toDate: "2027-01-05", from: "10:00", to: "24:00" },
    ]);
  });

  test("an account that names no languages takes those of the house", () => {
    expect(anyAccount({ yaml: `${least}languages: { ur: {} }\n` }).languages).toEqual(["ur"]);
    expect(anyAccount({ yaml: `${least}languages:\n  en:\n` }).languages).toEqual(["en"]);
  });

  test("settings that only X has are said to be idle elsewhere", () => {
    const yaml = `${least}  - { id: instagram, platform: instagram, format: thread }\n`;
    expect(loaded({ yaml }).warnings).toEqual([
      "config/herald.yaml:7: Account instagram sets format, which only X has; it changes nothing.",
    ]);
  });

  test("a budget may limit posts and dollars, by day and by month; dollars are idle where nothing is billed", () => {
    const budget = { usdPerMonth: 40, usdPerDay: 2.5, postsPerMonth: 90, postsPerDay: 4 };
    expect(anyAccount({ yaml: `${least}    budget: ${JSON.stringify(budget)}\n` }).budget).toEqual(budget);
    const yaml = `${least}  - { id: instagram, platform: instagram, budget: { usdPerDay: 1, postsPerDay: 2 } }\n`;
    expect(loaded({ yaml }).warnings).toEqual([
      "config/herald.yaml:7: Account instagram sets usdPerDay, but only X bills for posts; it changes nothing.",
    ]);
  });
});

describe("counting posts that are out", () => {
  const results = (written: string, platform = "x") =>
    loaded({ yaml: `${least}  - { id: other, platform: ${platform}, results: ${written} }\n` });
  const other = (written: string) => results(written).accounts.find(({ id }) => id.endsWith("other"))?.results;

  test("is as the platform costs where nothing is said, and as the account says where something is", () => {
    expect(anyAccount({ yaml: least }).results).toBeUndefined();
    expect(other("{}")).toEqual({ read: true });
    expect(other("{ usdPerMonth: 3.5 }")).toEqual({ read: true, usdPerMonth: 3.5 });
    expect(other("{ read: false }")).toEqual({ read: false });
  });

  test("is said to be idle where no API tells, or nobody is paid", () => {
    expect(results("{ read: true }", "youtube-community").warnings).toEqual([
      "config/herald.yaml:7: Account other sets results, but no API gives counts of community posts; it changes nothing.",
    ]);
    expect(results("{ usdPerMonth: 1 }", "instagram").warnings).toEqual([
      "config/herald.yaml:7: Account other sets usdPerMonth, but only X bills for counting; it changes nothing.",
    ]);
  });
});

describe("the house", () => {
  test("phrases come from the file, and from Herald where it says nothing", () => {
    const yaml = `${least.replace("The Outlet", () => "The Outlet $&")}languages:
  ur:
    name: اخبار
    places: { x: ٹوئٹر }
`;
    const { phrases } = loaded({ yaml }).house;
    expect(phrases.en).toEqual({
      follow: ["Follow The Outlet $& on {places}."],
      places: { x: "X", instagram: "Instagram", "youtube-community": "YouTube" },
      and: " and ",
      comma: ", ",
      closing: "Follow The Outlet $&",
      opinion: "Opinion",
    });
    expect(phrases.ur.closing).toBe("اخبار کو فالو کریں");
    expect(phrases.ur.follow).toEqual(["اخبار کو {places} پر فالو کریں۔"]);
    expect(phrases.ur.places).toEqual({ x: "ٹوئٹر", instagram: "انسٹاگرام", "youtube-community": "یوٹیوب" });
  });

  test("an empty list of follow lines means none", () => {
    expect(loaded({ yaml: `${least}languages: { en: { follow: [] } }\n` }).house.phrases.en.follow).toEqual([]);
  });

  test("handles carry their @, whether written or not, and a missing one stays missing", () => {
    const yaml = least.replace("The Outlet", 'O, handles: { x: outlet, youtube: "@outlet.tv" }');
    expect(loaded({ yaml }).house.brand.handles).toEqual({ x: "@outlet", youtube: "@outlet.tv" });
  });

  test("hashtags are found by the tag in small letters, and lose their #", () => {
    const yaml = `${least}hashtags: { European Union: "#EuropeanUnion", معیشت: معیشت }\n`;
    expect(loaded({ yaml }).house.hashtags).toEqual({ "european union": "EuropeanUnion", معیشت: "معیشت" });
  });

  test("the logo's path counts from the working directory", () => {
    const directory = workplace({
      "config/herald.yaml": least.replace("The Outlet", "O, logo: config/logo.svg"),
      "config/logo.svg": "<svg/>",
    });
    expect(loaded({ directory }).house.brand.logo).toBe(join(directory, "config/logo.svg"));
  });

  test("a section whose lines are all commented out counts as left out", () => {
    const yaml = `${least.replace("{ name: The Outlet }", "\n  name: O\n  handles:\n    # x: o")}    budget:\nquiet:\nhashtags:\nworker:\nlanguages:\n`;
    expect(loaded({ yaml })).toMatchObject({ house: { brand: { handles: {} }, hashtags: {} }, worker: { tickMs: 1000 } });
  });
});

describe("addresses and files", () => {
  test("a relative database counts from the working directory, and an absolute one stands", () => {
    const directory = workplace({ "config/herald.yaml": least });
    const databaseOf = (url: string) => loaded({ directory, env: { DATABASE_URL: url } }).database;
    expect(databaseOf("file:other/queue.db")).toEqual({ kind: "file", file: join(directory, "other/queue.db") });
    expect(databaseOf("file:/srv/queue.db")).toEqual({ kind: "file", file: "/srv/queue.db" });
    expect(databaseOf("file:///srv/my%20queue.db")).toEqual({ kind: "file", file: "/srv/my queue.db" });
  });

  test.each(["postgres://u:p%40ss@db.example.org:5433/herald?sslmode=verify-full", "postgresql:///herald?host=/run/postgresql"])(
    "a PostgreSQL database is taken as %s names it, and is never the sandbox's",
    (url) => {
      expect(loaded({ env: { DATABASE_URL: url } })).toMatchObject({ mode: "live", database: { kind: "postgres", url } });
    },
  );

  test("another settings file is read, and named in what is wrong with it", () => {
    const directory = workplace({ "desk.yaml": `${least}oops: 1\n` });
    const result = load({ directory, env: { HERALD_CONFIG: "desk.yaml" } });
    expect(!result.ok && result.problems[0]?.where).toBe("desk.yaml:7");
  });

  test("a settings file that can't be read is said, with the system's reason", () => {
    const directory = workplace({});
    mkdirSync(join(directory, "config/herald.yaml"), { recursive: true });
    const result = load({ directory });
    expect(!result.ok && result.problems[0]?.message).toMatch(/^config\/herald\.yaml can't be read \(EISDIR.*\)\.$/);
  });

  test.each([
    [{}, "http://127.0.0.1:8080"],
    [{ PORT: "0" }, "http://127.0.0.1:0"],
    [{ HOST: "::1", PORT: "9000" }, "http://[::1]:9000"],
    [{ HOST: "0.0.0.0" }, "http://127.0.0.1:8080"],
    [{ PUBLIC_URL: "https://herald.example.org/" }, "https://herald.example.org"],
    [{ PUBLIC_URL: "https://example.org/herald/" }, "https://example.org/herald"],
  ])("%o is found at %s", (env, publicUrl) => {
    expect(loaded({ env: { ...env, ...xLogin } })).toMatchObject({ publicUrl, warnings: [] });
  });

  test("a public address of this machine alone is taken with a warning", () => {
    const settings = loaded({ env: { ...xLogin, PUBLIC_URL: "http://127.0.0.1:9999" } });
    expect(settings.publicUrl).toBe("http://127.0.0.1:9999");
    expect(settings.warnings).toEqual([
      "PUBLIC_URL is http://127.0.0.1:9999, which only this machine can reach: Instagram can't fetch pictures from it.",
    ]);
  });

  test("Instagram connected without a public address is warned of", () => {
    const env = { INSTAGRAM_USER_ID: "17", INSTAGRAM_ACCESS_TOKEN: "IGx" };
    const yaml = `${least}  - { id: instagram, platform: instagram }\n`;
    expect(loaded({ yaml, env }).warnings).toEqual([
      "PUBLIC_URL isn't set, so Instagram can't fetch the pictures of instagram: set it to Herald's https address.",
    ]);
  });
});

describe("the worker's times", () => {
  test("have defaults that hold together", () => {
    const perPlatform = { x: 32, instagram: 32, "youtube-community": 32 };
    const times = { requestTimeoutMs: 30_000, settleMs: 60_000, leaseMs: 120_000, tickMs: 1_000 };
    expect(loaded({}).worker).toEqual({ ...times, concurrency: { all: 96, perPlatform } });
    const some = loaded({ yaml: `${least}worker: { concurrency: { all: 10, perPlatform: { x: 4 } } }\n` }).worker.concurrency;
    expect(some).toEqual({ all: 10, perPlatform: { ...perPlatform, x: 4 } });
  });

  test("the environment overrides the file, and the two are judged together", () => {
    const yaml = `${least}worker: { requestTimeoutMs: 90000, tickMs: 50 }\n`;
    const env = { HERALD_REQUEST_TIMEOUT_MS: "500", HERALD_SETTLE_MS: "1000", HERALD_LEASE_MS: "1000" };
    expect(loaded({ yaml, env }).worker).toMatchObject({ requestTimeoutMs: 500, settleMs: 1000, leaseMs: 1000, tickMs: 50 });
  });
});
