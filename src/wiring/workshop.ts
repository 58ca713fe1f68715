import type { Workshop } from "../desk/desk.ts";
import { ok, type Result } from "../domain/problem.ts";
import type { ReadKept } from "../edge/own-pictures.ts";
import type { Templates } from "../edge/templates.ts";
import type { Choice } from "../faces/cli/wiring.ts";
import type { Settings } from "../settings/settings.ts";
import { directory, readSettings } from "./settings.ts";

/** Composing and previewing: no database, no network. @param kept where uploaded pictures are kept, where there is a queue */
export async function workshopOn(settings: Settings, kept?: ReadKept): Promise<Workshop> {
  const [{ registry }, { openTemplates }, { systemClock }] = await Promise.all([
    import("../platforms/registry.ts"),
    import("../edge/templates.ts"),
    import("../edge/clock.ts"),
  ]);
  const templates = openTemplates(settings.templatesDirectory);
  const cards = drawnLater(() => cardsOf(settings, templates, kept));
  return { settings, registry, templates, cards, clock: systemClock };
}

async function cardsOf({ house }: Settings, templates: Templates, kept?: ReadKept) {
  const [{ openCards }, { openOwnPictures }, { systemClock }, { proxyEnvironment }] = await Promise.all([
    import("../cards/draw.ts"),
    import("../edge/own-pictures.ts"),
    import("../edge/clock.ts"),
    import("../settings/env.ts"),
  ]);
  const readPicture = openOwnPictures(directory, { clock: systemClock, proxyEnv: proxyEnvironment() }, kept);
  return openCards({ templates, brand: house.brand, readPicture });
}

/** Cards whose drawing is loaded at the first one: a text preview draws none. */
function drawnLater(open: () => Promise<Workshop["cards"]>): Workshop["cards"] {
  let cards: Promise<Workshop["cards"]> | undefined;
  const opened = () => {
    cards ??= open();
    return cards;
  };
  return {
    draw: async (card) => (await opened()).draw(card),
    problemsOf: async (card) => (await opened()).problemsOf(card),
  };
}

export async function workshop(choice: Choice): Promise<Result<Workshop>> {
  const settings = await readSettings(choice, true);
  return settings.ok ? ok(await workshopOn(settings.value)) : settings;
}
