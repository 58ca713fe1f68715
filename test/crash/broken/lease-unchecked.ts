/** Sends without looking at how much of the lease is left. */
import { mutate } from "./mutate.ts";

mutate([{ file: "/src/worker/perform.ts", find: "worker.edge.clock.mono() - begun >= leaseMs - requestTimeoutMs", replace: "begun < 0" }]);
