import { globSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { describe, expect, it } from "vitest";

const root = join(import.meta.dirname, "..");
const source = join(root, "src");

/** Every import of a file, type-only and dynamic ones too: paths below src, or package names. */
function importsOf(file: string): readonly string[] {
  const text = readFileSync(file, "utf8");
  const found = text.matchAll(
    /\b(?:import|export)\b[^;"'`]*?\bfrom\s*["']([^"']+)["']|\bimport\s*\(\s*["']([^"']+)["']\s*\)|^\s*import\s+["']([^"']+)["']/gm,
  );
  return [...found].map((match) => {
    const target = match[1] ?? match[2] ?? match[3] ?? "";
    return target.startsWith(".") ? relative(source, join(dirname(file), target)) : target;
  });
}

const files = globSync("**/*.ts", { cwd: source }).map((name) => ({
  name,
  imports: importsOf(join(source, name)),
  text: readFileSync(join(source, name), "utf8"),
}));

interface Rule {
  readonly why: string;
  /** Files that the rule is about. */
  readonly from: RegExp;
  /** What they must not import. */
  readonly never: RegExp;
  /** Files that may all the same, each with its reason. */
  readonly but?: Readonly<Record<string, string>>;
}

const concrete = "platforms/(?:x|instagram|youtube-community)/|platforms/registry";

const rules: readonly Rule[] = [
  { why: "the domain is nouns and knows nobody", from: /^domain\//, never: /^(?!domain\/)/ },
  { why: "language is pure and knows only the nouns and node's own text tools", from: /^language\//, never: /^(?!language\/|domain\/)/ },
  {
    why: "the stages are pure: no effects, no concrete platform",
    from: /^pipeline\//,
    never: new RegExp(`^(?:storage|edge|worker|desk|faces|settings|notify|sandbox|cards)/|^${concrete}`),
  },
  {
    why: "a platform knows itself, the contract and the pure stages",
    from: /^platforms\/(?:x|instagram|youtube-community)\//,
    never: /^(?:storage|worker|desk|faces|settings|sandbox|cards)\//,
  },
  { why: "X knows no other platform", from: /^platforms\/x\//, never: /^platforms\/(?:instagram|youtube-community|registry)/ },
  { why: "Instagram knows no other platform", from: /^platforms\/instagram\//, never: /^platforms\/(?:x|youtube-community|registry)/ },
  {
    why: "YouTube Community knows no other platform",
    from: /^platforms\/youtube-community\//,
    never: /^platforms\/(?:x|instagram|registry)/,
  },
  {
    why: "the command line calls the desk, not the stores, the pages or the platforms",
    from: /^faces\/cli\//,
    never: new RegExp(`^faces/(?!cli/)|^storage/|^${concrete}`),
  },
  {
    why: "the pages call the desk, not the stores, the commands or the platforms",
    from: /^faces\/web\//,
    never: new RegExp(`^faces/(?!web/)|^storage/|^${concrete}`),
  },
  {
    why: "an agent's tools call the desk, not the stores, the pages, the commands or the platforms",
    from: /^faces\/mcp\//,
    never: new RegExp(`^faces/(?!mcp/)|^storage/|^${concrete}`),
  },
  { why: "the agents' protocol has one face", from: /^(?!faces\/mcp\/)/, never: /^@modelcontextprotocol\// },
  { why: "storage keeps what it is given and decides nothing", from: /^storage\//, never: /^(?:pipeline|platforms|worker|desk|faces)\// },
  {
    why: "the doors out know only the nouns",
    from: /^edge\//,
    never: /^(?:pipeline|platforms|storage|worker|desk|faces|settings|notify|people|sandbox|cards|language)\//,
  },
  {
    why: "cards are drawn from nouns and files",
    from: /^cards\//,
    never: /^(?:pipeline|platforms|storage|worker|desk|faces|settings|notify|people|sandbox|language)\//,
  },
  {
    why: "the stand-ins know no more of Herald than the platforms do",
    from: /^sandbox\//,
    never: /^(?:pipeline|platforms|storage|worker|desk|faces|settings|notify|people|cards|language)\//,
  },
  {
    why: "who people are hangs on no page, no command and no setting",
    from: /^people\//,
    never: /^(?:pipeline|platforms|worker|desk|faces|settings|notify|sandbox|cards|language)\//,
  },
  { why: "telling people decides nothing", from: /^notify\//, never: /^(?:worker|desk|faces|people|sandbox|cards)\// },
  { why: "settings are read before anything runs", from: /^settings\//, never: /^(?:worker|desk|faces|people|sandbox|cards)\// },
  { why: "the worker carries out and decides nothing", from: /^worker\//, never: /^(?:desk|faces|settings|people|sandbox|cards)\// },
  { why: "a decision is carried out by whoever asks for it, not by the worker", from: /^desk\//, never: /^(?:worker|faces|sandbox)\// },
  { why: "a database package is a dialect's business", from: /^(?!storage\/)/, never: /^(?:kysely|node:sqlite|pg)(?:\/|$)/ },
  {
    why: "what watches the work listens, and decides and knows nothing of who asks",
    from: /^telemetry\//,
    never: new RegExp(`^(?:desk|faces|settings|people|sandbox|cards|language|wiring)/|^${concrete}`),
  },
  {
    why: "the work goes on whether it is watched or not",
    from: /^(?!telemetry\/|wiring\/|settings\/telemetry\.ts$)/,
    never: /^telemetry\//,
  },
  { why: "measuring and tracing have one place", from: /^(?!telemetry\/)/, never: /^(?:prom-client|@opentelemetry\/)/ },
  { why: "an SDK stays in its platform's folder", from: /^(?!platforms\/x\/)/, never: /^twitter-api-v2/ },
  { why: "an SDK stays in its platform's folder", from: /^(?!platforms\/youtube-community\/)/, never: /^googleapis/ },
  { why: "a language model has one door", from: /^(?!edge\/model\.ts$)/, never: /^(?:ai|@ai-sdk\/.*)$/ },
  { why: "nothing hangs on the entry", from: /./, never: /^main\.ts$/ },
  { why: "only the entry asks for parts put together", from: /^(?!main\.ts$|wiring\/)/, never: /^wiring\// },
  {
    why: "only the wiring puts parts together",
    from: /^(?!wiring\/|faces\/|platforms\/registry|main\.ts$)/,
    never: /^(?:faces\/|platforms\/registry|storage\/(?:sqlite|postgres)\.ts)/,
  },
  { why: "wake-ups come through the clock", from: /^(?!edge\/clock\.ts$)/, never: /^(?:node-cron|node:timers)/ },
];

const words: readonly { readonly why: string; readonly word: RegExp; readonly allowed: RegExp }[] = [
  { why: "the environment is read in one file", word: /\bprocess\.env\b/, allowed: /^settings\/env\.ts$/ },
  {
    why: "time is an argument",
    word: /\b(?:Date\.now\(|new Date\(\)|performance\.now\(|setTimeout\(|setInterval\(|Temporal\.Now\b)/,
    allowed: /^edge\/clock\.ts$/,
  },
  {
    why: "what is logged goes through the log",
    word: /\bconsole\.(?:log|info|warn|error|debug)\b/,
    allowed: /^(?:edge\/log\.ts|faces\/cli\/)/,
  },
];

/** Code without comments: a rule may be spoken of. */
function codeOf(text: string): string {
  return text.replaceAll(/\/\*[\s\S]*?\*\//g, "").replaceAll(/(^|\s)\/\/.*$/gm, "");
}

describe("the arrows that must never be", () => {
  it("finds the imports it judges, type-only and dynamic ones too", () => {
    const workshop = files.find(({ name }) => name === "wiring/workshop.ts");
    expect(workshop?.imports).toContain("platforms/registry.ts");
    expect(workshop?.imports).toContain("domain/problem.ts");
    expect(files.find(({ name }) => name === "main.ts")?.imports).toContain("node:module");
    expect(files.find(({ name }) => name === "pipeline/fill.ts")?.imports).toContain("domain/json.ts");
  });

  it.each(rules)("$from never imports $never: $why", ({ from, never, but = {} }) => {
    const judged = files.filter(({ name }) => from.test(name) && !(name in but));
    const broken = judged.flatMap(({ name, imports }) =>
      imports.filter((target) => never.test(target)).map((target) => `${name} → ${target}`),
    );
    expect(broken).toEqual([]);
  });

  it.each(words)("$word stands only in $allowed: $why", ({ word, allowed }) => {
    const broken = files.filter(({ name, text }) => !allowed.test(name) && word.test(codeOf(text))).map(({ name }) => name);
    expect(broken).toEqual([]);
  });
});
