import { describe, expect, test } from "vitest";
import { least, problemsIn, type Setting, xLogin } from "./workplace.ts";

const account = (lines: string) => `${least}${lines.replaceAll(/^/gm, "    ")}\n`;
const second = (id: string, lines = "") => `${least}  - { id: ${id}, platform: x${lines} }\n`;
const quiet = (window: string) => `${least}quiet:\n  - { name: Recess${window} }\n`;
const xLoginAs = (prefix: string) => Object.fromEntries(Object.entries(xLogin).map(([name, value]) => [prefix + name, value]));

/** What is set, where it is said to be wrong, and words of its one sentence. */
const wrong: readonly (readonly [string, Setting, string, string])[] = [
  // The file as such
  ["an empty file", { yaml: "" }, "config/herald.yaml:1", "The file is empty; it must be a section with brand"],
  ["a list for a file", { yaml: "- x\n" }, "config/herald.yaml:1", "The file is a list"],
  ["broken YAML", { yaml: `${least}quiet: [\n` }, "config/herald.yaml:8", "This isn't valid YAML"],
  [
    "a handle without quotes",
    { yaml: least.replace("{ name: The Outlet }", "{ name: O, handles: { x: @o } }") },
    "config/herald.yaml:1",
    "cannot start with reserved character @",
  ],
  ["one name twice", { yaml: `${least}timezone: UTC\n` }, "config/herald.yaml:7", "Map keys must be unique"],
  [
    "an unknown setting",
    { yaml: `${least}timezon: UTC\n` },
    "config/herald.yaml:7",
    'There is no setting "timezon" in config/herald.yaml.',
  ],
  [
    "an unknown setting of an account",
    { yaml: account("mingap: 20m") },
    "config/herald.yaml:7",
    'There is no setting "mingap" in account x.',
  ],
  // Brand and languages
  [
    "no brand",
    { yaml: least.replace(/^brand.*\n/, "") },
    "config/herald.yaml:1",
    "Setting brand is missing; it must be a section with name, handles, logo, theme, colours, fonts.",
  ],
  [
    "a brand without name",
    { yaml: least.replace("The Outlet", '" "') },
    "config/herald.yaml:1",
    'Setting brand, name is " "; it must be a text that isn\'t empty.',
  ],
  [
    "a handle that X doesn't allow",
    { yaml: least.replace("The Outlet", 'O, handles: { x: "@the.outlet" }') },
    "config/herald.yaml:1",
    'Setting brand, handles, x is "@the.outlet"; it must be a name on X',
  ],
  [
    "a colour by name",
    { yaml: least.replace("The Outlet", "O, colours: { accent: gold }") },
    "config/herald.yaml:1",
    'Setting brand, colours, accent is "gold"; it must be a colour as "#RRGGBB".',
  ],
  [
    "a logo that isn't there",
    { yaml: least.replace("The Outlet", "O, logo: logo.svg") },
    "config/herald.yaml:1",
    "The logo logo.svg isn't there.",
  ],
  ["a logo of another kind", { yaml: least.replace("The Outlet", "O, logo: a.gif") }, "config/herald.yaml:1", "neither an SVG nor a PNG"],
  [
    "a follow line with a hole nobody fills",
    { yaml: `${least}languages:\n  en:\n    follow: ["Follow us on {place}."]\n` },
    "config/herald.yaml:9",
    'Setting languages, en, follow 1 is "Follow us on {place}."; it must be a line of text in which only {places} and {name} stand in braces.',
  ],
  [
    "a language Herald doesn't write",
    { yaml: `${least}languages: { fr: {} }\n` },
    "config/herald.yaml:7",
    'There is no setting "fr" in languages.',
  ],
  [
    "a hashtag of two words",
    { yaml: `${least}hashtags:\n  law: Rule of Law\n` },
    "config/herald.yaml:8",
    'Setting hashtags, law is "Rule of Law"; it must be a hashtag of letters and digits',
  ],
  // Time
  [
    "a zone that isn't one",
    { yaml: least.replace("Asia/Karachi", "Karachi") },
    "config/herald.yaml:2",
    'Setting timezone is "Karachi"; it must be a time zone of the IANA list, such as "Asia/Karachi".',
  ],
  ["an offset for a zone", { yaml: least.replace("Asia/Karachi", '"+05:00"') }, "config/herald.yaml:2", 'Setting timezone is "+05:00"'],
  [
    "a time as people say it",
    { yaml: least.replace('"09:00"', '"09:00", 9am') },
    "config/herald.yaml:6",
    'Setting account x, slots 1, times 2 is "9am"; it must be a time of day as "HH:MM", such as "09:00".',
  ],
  ["a day in full", { yaml: least.replace("[mon]", "[monday]") }, "config/herald.yaml:6", 'days 1 is "monday"; it must be one of mon, tue'],
  [
    "a date that doesn't exist",
    { yaml: least.replace('["09:00"]', '["09:00"], from: 2027-02-30') },
    "config/herald.yaml:6",
    'slots 1, from is "2027-02-30"; it must be a day of the calendar',
  ],
  [
    "a slot that ends before it begins",
    { yaml: least.replace('["09:00"]', '["09:00"], from: 2027-03-01, to: 2027-02-01') },
    "config/herald.yaml:6",
    "Account x has a slot from 2027-03-01 to 2027-02-01, which ends before it begins.",
  ],
  ["a quiet window at all times", { yaml: quiet("") }, "config/herald.yaml:8", 'The quiet window "Recess" names no days, dates or hours'],
  ["a quiet window of no length", { yaml: quiet(', from: "12:00", to: "12:00"') }, "config/herald.yaml:8", "begins and ends at 12:00"],
  [
    "a quiet range backwards",
    { yaml: quiet(", fromDate: 2027-03-02, toDate: 2027-03-01") },
    "config/herald.yaml:8",
    "ends on 2027-03-01, before it begins",
  ],
  [
    "a quiet day that is also a range",
    { yaml: quiet(", date: 2027-03-02, toDate: 2027-03-04") },
    "config/herald.yaml:8",
    "has both date and fromDate or toDate",
  ],
  [
    "a length of time without unit",
    { yaml: account("minGap: soon") },
    "config/herald.yaml:7",
    'Setting account x, minGap is "soon"; it must be a length of time',
  ],
  // Accounts
  [
    "no accounts",
    { yaml: least.replace(/accounts:(.|\n)*/, "accounts: []") },
    "config/herald.yaml:3",
    "Setting accounts is an empty list; it must be a list with at least one account.",
  ],
  [
    "an id with a space",
    { yaml: least.replace("id: x", "id: the desk") },
    "config/herald.yaml:4",
    'Setting account the desk, id is "the desk"; it must be a short name',
  ],
  [
    "an unknown platform",
    { yaml: least.replace("platform: x", "platform: youtube") },
    "config/herald.yaml:5",
    "it must be one of x, instagram, youtube-community.",
  ],
  ["two accounts of one id", { yaml: second("x") }, "config/herald.yaml:7", "Two accounts are called x."],
  ["an id of the sandbox", { yaml: second("sandbox-y") }, "config/herald.yaml:7", "Account sandbox-y has a name kept for the sandbox."],
  [
    "nobody to approve",
    { yaml: account("approval: { people: 0 }") },
    "config/herald.yaml:7",
    "approval, people is 0; it must be a number of people, 1 to 9.",
  ],
  [
    "approvers that are nobody",
    { yaml: account("approval: { by: [] }") },
    "config/herald.yaml:7",
    "approval, by is an empty list; it must be one of writer, editor, publisher, admin, or a list of such roles and of people's ids.",
  ],
  [
    "more approvers than may",
    { yaml: account("approval: { people: 2, by: [hina] }") },
    "config/herald.yaml:7",
    "Account x asks for 2 people and lets only hina approve.",
  ],
  [
    "two people and none",
    { yaml: account('approval: { people: 2, auto: ["*"] }') },
    "config/herald.yaml:7",
    "Account x asks for 2 people and approves some sources by itself.",
  ],
  [
    "a link's parameter that is no word",
    { yaml: account("utm: { source: a b }") },
    "config/herald.yaml:7",
    'source is "a b"; it must be a word of letters',
  ],
  [
    "a budget of nothing",
    { yaml: account("budget: { usdPerMonth: 0 }") },
    "config/herald.yaml:7",
    "usdPerMonth is 0; it must be more than 0 US dollars.",
  ],
  [
    "half a post a day",
    { yaml: account("budget: { postsPerDay: 0.5 }") },
    "config/herald.yaml:7",
    "postsPerDay is 0.5; it must be a whole number, 1 or more.",
  ],
  // Logins
  [
    "two prefixes on one account",
    { yaml: second("y", ", env: AA, prefix: BB") },
    "config/herald.yaml:7",
    "Account y names two prefixes, AA and BB.",
  ],
  [
    "one prefix on two accounts",
    { yaml: `${second("y", ", env: AA")}  - { id: z, platform: x, env: AA }\n` },
    "config/herald.yaml:8",
    "Accounts y and z name the same prefix, AA, on the same platform.",
  ],
  [
    "one plain login for two accounts",
    { yaml: second("beta").replace("id: x", "id: alpha"), env: xLogin },
    "X_API_KEY",
    "Accounts alpha and beta on X would share one login",
  ],
  [
    "one login under two names",
    { yaml: second("urdu-x"), env: { ...xLogin, ...xLoginAs("URDU_") } },
    "account urdu-x",
    "Accounts x and urdu-x hold the login of the same x account.",
  ],
  // The environment
  [
    "a server without a database's name",
    { env: { DATABASE_URL: "postgres://u:hunter2@db" } },
    "DATABASE_URL",
    "DATABASE_URL is no whole address of a PostgreSQL database.",
  ],
  [
    "a database that is no file",
    { env: { DATABASE_URL: "mysql://db" } },
    "DATABASE_URL",
    "DATABASE_URL is no address of a file, nor of a PostgreSQL database.",
  ],
  ["a database that vanishes", { env: { DATABASE_URL: "file::memory:" } }, "DATABASE_URL", "must name a file that lasts"],
  [
    "the sandbox's own database",
    { env: { DATABASE_URL: "file:data/../data/sandbox.db" } },
    "DATABASE_URL",
    "sandbox and live queues never mix",
  ],
  ["a port that is none", { env: { PORT: "80800" } }, "PORT", 'PORT is "80800", which is no port.'],
  ["a host with a port", { env: { HOST: "localhost:80" } }, "HOST", 'HOST is "localhost:80", which is no host to listen on.'],
  ["a public address that isn't one", { env: { PUBLIC_URL: "herald.example.org" } }, "PUBLIC_URL", "which is no web address"],
  [
    "a public address without TLS",
    { env: { PUBLIC_URL: "http://herald.example.org" } },
    "PUBLIC_URL",
    "platforms fetch pictures only over https",
  ],
  [
    "a public address with a query",
    { env: { PUBLIC_URL: "https://herald.example.org/?a" } },
    "PUBLIC_URL",
    "carries a login, a query or a fragment",
  ],
  // The worker's times
  [
    "a request that outlives its settling",
    { yaml: `${least}worker:\n  requestTimeoutMs: 60000\n` },
    "config/herald.yaml:8",
    "requestTimeoutMs (60000) must be less than settleMs (60000)",
  ],
  [
    "a settling that outlives its lease",
    { env: { HERALD_SETTLE_MS: "120001" } },
    "HERALD_SETTLE_MS",
    "settleMs (120001) must not be more than leaseMs (120000)",
  ],
  [
    "a time in words",
    { env: { HERALD_TICK_MS: "1s" } },
    "HERALD_TICK_MS",
    'HERALD_TICK_MS is "1s"; it must be a whole number of milliseconds',
  ],
  [
    "a tick of nothing",
    { yaml: `${least}worker: { tickMs: 0 }\n` },
    "config/herald.yaml:7",
    "tickMs is 0; it must be 1 or more milliseconds.",
  ],
];

describe("a wrong setting is one sentence, with its place", () => {
  test.each(wrong)("%s", (_, setting, where, words) => {
    const problems = problemsIn(setting);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({ where, severity: "block" });
    expect(problems[0]?.message).toContain(words);
    expect(problems[0]?.code).toMatch(/^settings-/);
    expect(problems[0]?.remedy).toMatch(/\.$|\?$/);
  });

  test("no settings file names the command that makes one", () => {
    const [problem, ...others] = problemsIn({ env: { HERALD_CONFIG: "elsewhere/desk.yaml" } });
    expect(others).toEqual([]);
    expect(problem).toMatchObject({ code: "settings-file", where: "elsewhere/desk.yaml" });
    expect(problem?.remedy).toContain("npm run herald -- setup");
  });

  test("an unknown setting is answered with those that are known there", () => {
    expect(problemsIn({ yaml: account("budget: { usd: 3 }") })[0]?.remedy).toContain("usdPerMonth, postsPerDay");
  });

  test("all that is wrong is said at once, in the file and in the environment", () => {
    const places = problemsIn({
      yaml: `${account("minGap: soon\nformat: long")}timezon: UTC\n`,
      env: { PORT: "x", PUBLIC_URL: "ftp://a", DATABASE_URL: "nowhere" },
    }).map((problem) => problem.where);
    expect(places.toSorted()).toEqual([
      "DATABASE_URL",
      "PORT",
      "PUBLIC_URL",
      "config/herald.yaml:7",
      "config/herald.yaml:8",
      "config/herald.yaml:9",
    ]);
  });

  test("the password of a database address is not repeated", () => {
    const problems = problemsIn({ env: { DATABASE_URL: "postgres://u:hunter2/x@db/herald" } });
    expect(problems).toHaveLength(1);
    expect(JSON.stringify(problems)).not.toContain("hunter2");
  });
});
