/** Takes up settings that were changed on disk while the work goes on; wrong ones are refused, and the former ones stay. */
import { isDeepStrictEqual } from "node:util";
import { block, ok, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { Choice } from "../faces/cli/wiring.ts";
import type { Settings } from "../settings/settings.ts";
import type { LastingHouse } from "./house.ts";
import { openLookout, type Sign } from "./lookout.ts";
import { directory, readSettings } from "./settings.ts";
import type { Signals } from "./signals.ts";

export interface Reloading {
  readonly choice: Choice;
  readonly signals: Signals;
  /** Takes a line for people. */
  readonly say: (line: string) => void;
  /** Takes what is wrong with the settings on disk, in sentences; none: nothing is any more. */
  readonly refused: (problems: readonly Problem[]) => void;
  /** Goes on under other settings. */
  readonly takeUp: (house: LastingHouse) => Promise<void>;
}

const restart = "Start Herald again to take the settings up; until then the former ones hold, all of them.";

/** What a process is built on: other settings of that kind need another process. */
function fixedIn(former: Settings, others: Settings): readonly Problem[] {
  const fixed = (name: string, message: string) => block("settings-restart", name, message, restart);
  return [
    ...(former.mode === others.mode ? [] : [fixed("sandbox", "An account is connected now, and this Herald plays in the sandbox.")]),
    ...(former.host === others.host && former.port === others.port
      ? []
      : [fixed("HOST and PORT", "Where Herald listens can't change while it runs.")]),
    ...(former.mode !== others.mode || isDeepStrictEqual(former.database, others.database)
      ? []
      : [fixed("DATABASE_URL", "Where the queue is kept can't change while Herald runs.")]),
    ...(former.mode !== others.mode || isDeepStrictEqual(former.telemetry.traces, others.telemetry.traces)
      ? []
      : [fixed("OTEL_EXPORTER_OTLP_ENDPOINT", "Where traces go, and as whose, can't change while Herald runs.")]),
  ];
}

/** What stands on disk now. Whoever is live stays so, also without a login: nothing that is queued for real may reach a stand-in. */
async function readAnew(house: LastingHouse, { sandbox }: Choice): Promise<Result<Settings>> {
  const { settings, store } = house.desk;
  const isLive = settings.mode === "live";
  return readSettings({ sandbox }, isLive, null, isLive ? await store.secrets.list() : null);
}

async function faultsIn({ templatesDirectory }: Settings): Promise<readonly Problem[]> {
  const [{ unreadableTemplates }, { templateProblem }] = await Promise.all([
    import("../edge/templates.ts"),
    import("../desk/template-problem.ts"),
  ]);
  return unreadableTemplates(templatesDirectory).map(templateProblem);
}

/** What is to be in force, or why it can't be; null: it is already. */
async function judge(house: LastingHouse, choice: Choice, haveTemplatesChanged: boolean): Promise<Result<Settings | null>> {
  const { settings } = house.desk;
  const read = await readAnew(house, choice);
  if (!read.ok) return read;
  const problems = [...fixedIn(settings, read.value), ...(haveTemplatesChanged ? await faultsIn(read.value) : [])];
  if (problems.length > 0) return refuse(...problems);
  return ok(haveTemplatesChanged || !isDeepStrictEqual(settings, read.value) ? read.value : null);
}

/** What is different now, as far as people wait for it. */
function changesBetween(former: Settings, others: Settings): readonly string[] {
  const sayAccount = ({ id }: { readonly id: string }) => {
    const [was, is] = [former.secrets.has(id), others.secrets.has(id)];
    return was === is ? [] : [`${id}: ${is ? "connected" : "not connected; its posts stay where they are"}`];
  };
  const accounts = [...others.accounts, ...former.accounts.filter(({ id }) => !others.accounts.some((other) => other.id === id))];
  const warnings = others.warnings.filter((warning) => !former.warnings.includes(warning));
  return ["New settings are in force.", ...accounts.flatMap(sayAccount), ...warnings.map((warning) => `Note: ${warning}`)];
}

/** As `recordSettings` keeps them for decisions; then the house goes on under them. */
async function putInForce(house: LastingHouse, settings: Settings, { takeUp, say }: Reloading): Promise<LastingHouse> {
  const { recordSettings } = await import("../desk/record-settings.ts");
  const renewed = await house.renew(settings);
  await recordSettings(renewed.desk);
  await takeUp(renewed);
  for (const line of changesBetween(house.desk.settings, settings)) say(line);
  return renewed;
}

/** Watches for changed settings until the process is asked to stop. */
export async function followSettings(first: LastingHouse, reloading: Reloading): Promise<void> {
  const { choice, signals, say, refused } = reloading;
  const lookout = openLookout(first.desk, directory, { stop: signals.stop, hangUp: signals.hangUp });
  let house = first;
  let { templates } = lookout;
  const heed = async (sign: Sign): Promise<void> => {
    const judged = await judge(house, choice, sign.templates !== templates);
    refused(judged.ok ? [] : judged.problems);
    if (!judged.ok) return;
    if (judged.value !== null) house = await putInForce(house, judged.value, reloading);
    else if (sign.isAsked) say("Nothing has changed in the settings.");
    templates = sign.templates;
  };
  for (let sign = await lookout.next(house.desk); sign !== null; sign = await lookout.next(house.desk)) {
    try {
      await heed(sign);
    } catch (error) {
      // Also a file that can't be read just now: it is looked at again.
      refused([block("settings-unread", "settings", error instanceof Error ? error.message : String(error), "They are looked at again.")]);
      lookout.again();
    }
  }
}
