import type { WholeExamination } from "../desk/check-sources.ts";
import { ok, type Result, refuse } from "../domain/problem.ts";
import type { Choice } from "../faces/cli/wiring.ts";
import { edgeOf, inHouse, mediaHostOf } from "./house.ts";
import { serveIfFree } from "./serve.ts";

export async function doctor(choice: Choice): Promise<Result<WholeExamination>> {
  const [{ doctor: examine }, { forbidden }, { needsProof }, { deadlineIn }, { checkSources }, { proxyEnvironment }, { loginKeeperFor }] =
    await Promise.all([
      import("../desk/doctor.ts"),
      import("../pipeline/rights.ts"),
      import("../desk/outside-in.ts"),
      import("../worker/deadline.ts"),
      import("../desk/check-sources.ts"),
      import("../settings/env.ts"),
      import("../faces/logins.ts"),
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
      const [examined, sources] = await Promise.all([
        examine(
          house.desk,
          { edge, logins: loginKeeperFor(house.desk, edge) },
          () => deadlineIn(clock, settings.worker.requestTimeoutMs),
          proof,
        ),
        checkSources(house.desk, { clock, proxyEnv: proxyEnvironment() }),
      ]);
      return ok({ ...examined, sources });
    } finally {
      await server?.close();
    }
  });
}
