import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Desk } from "../../src/desk/desk.ts";
import { systemClock } from "../../src/edge/clock.ts";
import { openTemplates } from "../../src/edge/templates.ts";
import { registry } from "../../src/platforms/registry.ts";
import { loadSettings } from "../../src/settings/settings.ts";
import { openSqlite } from "../../src/storage/sqlite.ts";
import { login } from "../settings/fake-registry.ts";
import { sha256 } from "./store-fixtures.ts";

const root = join(import.meta.dirname, "..", "..");

/** Cards as a picture of their description: drawing is not what is tested. */
const cards: Desk["cards"] = {
  draw: async (card) => {
    const bytes = Buffer.from(JSON.stringify(card));
    return { digest: sha256(bytes), bytes, mime: "image/jpeg", width: card.width, height: card.height, problems: [] };
  },
  problemsOf: async () => [],
};

/** A desk with the shipped settings, an empty queue in a folder of its own, and no model. */
export async function layDesk(): Promise<{ readonly desk: Desk; remove(): Promise<void> }> {
  const settings = loadSettings({ env: {}, directory: root, registry, sandbox: { forced: true, login } });
  if (!settings.ok) throw new Error(settings.problems.map(({ message }) => message).join(" "));
  const folder = await mkdtemp(join(tmpdir(), "herald-desk-"));
  const store = await openSqlite({ file: join(folder, "herald.db"), now: systemClock.now });
  const templates = openTemplates(join(root, "templates"));
  const desk: Desk = {
    settings: settings.value,
    registry,
    templates,
    cards,
    clock: systemClock,
    store,
    actor: { id: "Ayesha", role: "operator" },
  };
  return {
    desk,
    remove: async () => {
      await store.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
