import type { Templates } from "../../edge/templates.ts";
import { assetAddress } from "./assets.ts";

/** The scripts of a page that offers passkeys, in their order; without them its other ways in work all the same. */
export function passkeyScripts(templates: Templates): readonly string[] {
  return [assetAddress("webauthn.js", templates), assetAddress("passkeys.js", templates)];
}
