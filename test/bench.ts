/** `npm run bench [-- preview|compose|check|cards|desk|punctuality|weight|engine|flatness|side-by-side|takeover]`: measures one thing, or everything. Prints, never fails for a slow machine. */
import { cards } from "./bench/cards.ts";
import { check } from "./bench/check.ts";
import { compose } from "./bench/compose.ts";
import { desk } from "./bench/desk.ts";
import { engine } from "./bench/engine.ts";
import { flatness } from "./bench/flatness.ts";
import { preview } from "./bench/preview.ts";
import { punctuality } from "./bench/punctuality.ts";
import { sideBySide } from "./bench/side-by-side.ts";
import { takeover } from "./bench/takeover.ts";
import { weight } from "./bench/weight.ts";

const benches: Readonly<Record<string, () => void | Promise<void>>> = {
  preview,
  compose,
  check,
  cards,
  desk,
  punctuality,
  weight,
  engine,
  flatness,
  "side-by-side": sideBySide,
  takeover,
};

const [name] = process.argv.slice(2);
const chosen = name === undefined ? Object.values(benches) : benches[name] ? [benches[name]] : [];
if (chosen.length === 0) {
  process.stderr.write(`There is no bench "${name}"; there are ${Object.keys(benches).join(" and ")}.\n`);
  process.exitCode = 2;
}
for (const bench of chosen) await bench();
