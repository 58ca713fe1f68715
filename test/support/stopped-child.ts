/**
 * Takes one step that shows, with so many milliseconds to do it in, and prints the outcome:
 * `node stopped-child.ts PLATFORM LOGIN STEP PROXY MS`.
 */
import type { PlatformId } from "../../src/domain/account.ts";
import { registry } from "../../src/platforms/registry.ts";
import { accountOn, deadlineIn, edgeWith } from "./platform-fixtures.ts";

const [platform = "x", login = "{}", step = "{}", proxyEnv = "{}", withinMs = "1000"] = process.argv.slice(2);
const id = platform as PlatformId;
const session = await registry[id].open(accountOn(id), JSON.parse(login), edgeWith({ proxyEnv: JSON.parse(proxyEnv) }));
const outcome = await session.perform(JSON.parse(step), deadlineIn(Number(withinMs)));
process.stdout.write(JSON.stringify(outcome));
