import type { Examination } from "../desk/doctor.ts";
import { ok, type Result, refuse } from "../domain/problem.ts";
import type { Choice } from "../faces/cli/wiring.ts";
import { edgeOf, inHouse, mediaHostOf } from "./house.ts";
import { serveIfFree } from "./serve.ts";

export async function doctor(choice: Choice): Promise<Result<Examination>> {
  const [{ doctor: examine }, { forbidden }, { needsProof }, { deadlineIn }] = await Promise.all([
    import("../desk/doctor.ts"),
    import("../pipeline/rights.ts"),
    import("../desk/outside-in.ts"),
    import("../worker/deadline.ts"),
  ]);
  return inHouse(choice, async (house) => {
    const { clock, settings, actor } = house.desk;
    // It lets an account go on that its platform had refused.
    const objection = forbidden(actor, "resume");
    if (objection) return refuse(objection);
    const isServing = settings.mediaHost.kind === "own" && needsProof(house.desk);
    const server = isServing ? await serveIfFree(house, () => undefined) : null;
    try {
      const edge = await edgeOf(house, server);
      const proof = { mediaHost: await mediaHostOf(house.desk, server), isBehindProxy: Object.keys(edge.proxyEnv).length > 0 };
      return ok(await examine(house.desk, edge, () => deadlineIn(clock, settings.worker.requestTimeoutMs), proof));
    } finally {
      await server?.close();
    }
  });
}
