/** Loaded into a process before anything else: its wall clock is five minutes ahead, as on a machine that was never set. */
const trueNow = Date.now;
Date.now = () => trueNow() + 300_000;
