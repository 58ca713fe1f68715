import { instagram } from "./instagram/index.ts";
import type { Registry } from "./platform.ts";
import { x } from "./x/index.ts";
import { youtubeCommunity } from "./youtube-community/index.ts";

/** Every platform that Herald posts to, written by hand: a new one is a line here. */
export const registry: Registry = { x, instagram, "youtube-community": youtubeCommunity };
