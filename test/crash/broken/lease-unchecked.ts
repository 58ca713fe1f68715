/** Sends without looking at how much of the lease is left. */
import { mutate } from "./mutate.ts";

mutate([{ file: "/src/worker/perform.ts", find: "pastMs() >= sendWithinMs(worker.timing)", replace: "pastMs() < 0" }]);
