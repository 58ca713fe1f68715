import type { Result } from "../domain/problem.ts";
import { block, ok, refuse } from "../domain/problem.ts";
import type { ModelSettings } from "../edge/model.ts";
import type { ConfigFile } from "./config-file.ts";
import type { Config } from "./config-schema.ts";
import type { Environment } from "./env.ts";
import { given } from "./env.ts";
import { isLoopback } from "./server.ts";

/** The model that words posts, from `compose.model` and `MODEL_API_KEY`; null: none is asked. The key is never repeated. */
export function readModel(env: Environment, config: Config, file: ConfigFile): Result<ModelSettings | null> {
  const written = config.compose.model;
  if (!written) return ok(null);
  const url = URL.parse(written.url);
  const [what, remedy] = faultOf(url) ?? [];
  if (!url || what !== undefined) {
    return refuse(block("settings-value", file.where(["compose", "model", "url"]), `The model's address ${what}.`, remedy ?? ""));
  }
  const key = given(env, "MODEL_API_KEY") ?? null;
  return ok({ url: url.href.replace(/\/+$/, ""), name: written.name, timeoutMs: written.timeout, key });
}

function faultOf(url: URL | null): readonly [what: string, remedy: string] | null {
  const example = "such as https://models.example.org/v1.";
  if (!url || !["http:", "https:"].includes(url.protocol)) return ["is no web address", `Give the whole address, ${example}`];
  if (url.username || url.password || url.search || url.hash)
    return ["carries a login, a query or a fragment", `Give scheme, host and path alone, ${example} The key goes into MODEL_API_KEY.`];
  if (url.protocol === "https:" || isLoopback(url.hostname)) return null;
  return [
    "is not https, so anyone on the way could read the summaries and the key",
    "Give its https address; http may only be on this machine.",
  ];
}

/** The model as a sandbox may ask it: nothing of it leaves this machine. */
export function modelOnThisMachine(model: ModelSettings | null): ModelSettings | null {
  return model && isLoopback(new URL(model.url).hostname) ? model : null;
}

/** What has no effect, as sentences. @param kept the model that is asked */
export function idleModel(env: Environment, read: ModelSettings | null, kept: ModelSettings | null): readonly string[] {
  if (read && !kept) return ["compose.model has no effect in the sandbox: nothing of it leaves this machine."];
  if (read || given(env, "MODEL_API_KEY") === undefined) return [];
  return ["MODEL_API_KEY is set, but herald.yaml names no compose.model; it changes nothing."];
}
