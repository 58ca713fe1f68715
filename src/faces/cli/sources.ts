import type { Desk } from "../../desk/desk.ts";
import type { Polled } from "../../desk/poll.ts";
import { pollNow, type SourceReport, sources } from "../../desk/sources.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import { sayInstant } from "../../pipeline/schedule.ts";
import { proxyEnvironment } from "../../settings/env.ts";
import { choiceOf, flag, type Run, wantsJson, word } from "./command.ts";
import { print } from "./output.ts";

type Told = { readonly sources: readonly SourceReport[]; readonly zone: string } | { readonly polled: Polled };

function say({ name, url, poll, triedAt, came, problem, nextAt, stories, waiting, notes }: SourceReport, zone: string): string {
  const when = (time: string) => sayInstant(Date.parse(time), zone);
  const last = triedAt === null ? "not looked at yet" : `looked at ${when(triedAt)}: ${problem ?? came ?? ""}`;
  const again = nextAt === null ? "" : ` (again from ${when(nextAt)})`;
  return [
    `${problem === null ? "✓" : "✗"} ${name} ${url} (${poll})`,
    `    ${last}${again}`,
    `    ${stories} stories so far, ${waiting} waiting until they have stood long enough`,
    ...notes.map((note) => `    ! ${note}`),
  ].join("\n");
}

function sayPolled({ kind, lines }: Polled): string {
  const said = {
    busy: "Another process is looking at it just now.",
    unchanged: "Nothing new.",
    read: "Read; nothing was taken yet.",
    failed: "",
  };
  return lines.length > 0 ? lines.join("\n") : said[kind];
}

async function told(desk: Desk, action: string, name: string, dryRun: boolean): Promise<Result<Told>> {
  if (action === "") return ok({ sources: await sources(desk), zone: desk.settings.timezone });
  if (action !== "poll" || name === "")
    return refuse(
      block("usage-sources", action, `There is no "sources ${action}".`, "Run `herald sources`, or `herald sources poll NAME`."),
    );
  const polled = await pollNow(desk, name, dryRun, { clock: desk.clock, proxyEnv: proxyEnvironment() });
  return polled.ok ? ok({ polled: polled.value }) : polled;
}

export const run: Run = async (wiring, typed) => {
  const result = await wiring.withDesk(choiceOf(typed), (desk) => told(desk, word(typed, 0), word(typed, 1), flag(typed, "dryRun")));
  return print(result, wantsJson(typed), (value) => {
    if ("polled" in value) return { json: value.polled, text: sayPolled(value.polled) };
    const none = "No sources are in config/herald.yaml; its comments say how to name one.";
    return {
      json: { sources: value.sources },
      text: value.sources.length === 0 ? none : value.sources.map((one) => say(one, value.zone)).join("\n"),
    };
  });
};
