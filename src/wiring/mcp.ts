import { ok, type Result } from "../domain/problem.ts";
import type { Choice } from "../faces/cli/wiring.ts";
import { withDesk } from "./desk.ts";

/** Serves an agent on standard input and output until its input ends. */
export async function mcp(choice: Choice): Promise<Result<null>> {
  const { serveAgent } = await import("../faces/mcp/serve.ts");
  return withDesk(choice, async (desk) => {
    await serveAgent(desk, { input: process.stdin, output: process.stdout });
    return ok(null);
  });
}
