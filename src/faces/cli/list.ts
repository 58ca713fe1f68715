import type { Desk } from "../../desk/desk.ts";
import { viewsOfState } from "../../desk/stretches.ts";
import { type State, states } from "../../domain/post.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import { choiceOf, type Run, type Typed, textOption, wantsJson } from "./command.ts";
import { longJson } from "./long-json.ts";
import { output, print } from "./output.ts";
import { judged, sayJudged } from "./posts.ts";

function isState(text: string): text is State {
  return (states as readonly string[]).includes(text);
}

function stateTyped(typed: Typed): Result<State | undefined> {
  const state = textOption(typed, "state");
  if (state === undefined || isState(state)) return ok(state);
  return refuse(block("usage-state", "--state", `No post is ever "${state}".`, `Use one of: ${states.join(", ")}.`));
}

async function printJson(desk: Desk, state: State | undefined): Promise<Result<number>> {
  const out = output();
  const list = longJson(out.write, "posts");
  for await (const views of viewsOfState(desk, state)) {
    for (const { report } of await judged(desk, views)) list.add(report);
    if (!out.wanted()) break;
  }
  list.end();
  return ok(0);
}

/** Gives how many posts were printed. */
async function printRows(desk: Desk, state: State | undefined): Promise<Result<number>> {
  const out = output();
  let count = 0;
  for await (const views of viewsOfState(desk, state)) {
    const rows = await judged(desk, views);
    out.write(`${rows.flatMap(sayJudged).join("\n")}\n`);
    count += rows.length;
    if (!out.wanted()) break;
  }
  return ok(count);
}

/** Every post, printed as it is read: the queue may be longer than memory should hold. */
export const run: Run = async (wiring, typed) => {
  const [json, state] = [wantsJson(typed), stateTyped(typed)];
  const list = json ? printJson : printRows;
  const listed = await (state.ok ? wiring.withDesk(choiceOf(typed), (desk) => list(desk, state.value)) : state);
  // As JSON everything is printed by now.
  if (listed.ok && json) return 0;
  const none =
    state.ok && state.value !== undefined ? `No post is ${state.value}.` : "The queue is empty: `herald add FILE` brings a summary in.";
  return print(listed, json, (count) => ({ json: null, text: count === 0 ? none : "" }));
};
