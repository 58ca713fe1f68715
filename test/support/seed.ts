import fc from "fast-check";

/**
 * Properties draw the same cases in every run, so that a change is what breaks a test and not the day. `HERALD_SEED=random` draws
 * others, and a number draws those of that seed.
 */
const asked = process.env.HERALD_SEED;
if (asked !== "random") fc.configureGlobal({ seed: Number(asked ?? 20_261_123) });
