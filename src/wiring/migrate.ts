import { existsSync } from "node:fs";
import type { Desk } from "../desk/desk.ts";
import type { LiftedSeal, Migrated, Place } from "../desk/migrate.ts";
import type { Instant } from "../domain/instant.ts";
import { block, type Problem, type Result, refuse } from "../domain/problem.ts";
import type { Choice, Destination } from "../faces/cli/wiring.ts";
import type { DatabaseLocation } from "../storage/location.ts";
import { deskOn, patientMs } from "./desk.ts";
import { directory, readSettings } from "./settings.ts";

/** The live queue, whether anything is connected or not, and where it is kept. */
async function atHome<T>(choice: Choice, use: (desk: Desk, location: DatabaseLocation) => Promise<Result<T>>): Promise<Result<T>> {
  const settings = await readSettings(choice, true);
  if (!settings.ok) return settings;
  const { database, mode } = settings.value;
  if (choice.sandbox || mode === "sandbox") return refuse(inSandbox);
  if (database.kind === "file" && !existsSync(database.file)) return refuse(noQueue(database.file));
  const desk = await deskOn(settings.value, patientMs);
  try {
    return await use(desk, database);
  } finally {
    await desk.store.close();
  }
}

/** Moves the live queue to another database, or goes on with that. */
export async function migrate({ to, say, progress, ...choice }: Destination): Promise<Result<Migrated>> {
  const [{ readDatabase }, { migrate: move }, { isGone }] = await Promise.all([
    import("../settings/database.ts"),
    import("../desk/migrate.ts"),
    import("../worker/owner.ts"),
  ]);
  const target = readDatabase({ DATABASE_URL: to }, directory);
  if (!target.ok) return refuse(...target.problems.map(asDestination));
  return atHome(choice, async (desk, location) => {
    const places: Place[] = [];
    try {
      for (const one of [location, target.value]) places.push(await placeAt(one, desk.clock.now));
      const [from, there] = places;
      if (!from || !there) throw new Error("A move has two ends.");
      return await move(desk, { from, to: there, isGone, say, progress });
    } finally {
      for (const { database } of places) await database.close();
    }
  });
}

export async function unseal(choice: Choice): Promise<Result<LiftedSeal>> {
  const { unseal: lift } = await import("../desk/migrate.ts");
  return atHome(choice, lift);
}

async function placeAt(location: DatabaseLocation, now: () => Instant): Promise<Place> {
  if (location.kind === "file") {
    const { openSqliteHouse } = await import("../storage/sqlite.ts");
    return { ...(await openSqliteHouse({ file: location.file, now })), name: location.file };
  }
  const [{ openPostgresHouse }, { placeOf }] = await Promise.all([import("../storage/postgres.ts"), import("../storage/location.ts")]);
  return { ...(await openPostgresHouse({ url: location.url, now, poolSize: 2 })), name: `PostgreSQL ${placeOf(location.url)}` };
}

function asDestination({ message, remedy, ...problem }: Problem): Problem {
  const named = (text: string) => text.replaceAll("DATABASE_URL", "--to");
  return { ...problem, where: "--to", message: named(message), remedy: named(remedy) };
}

const inSandbox = block("usage-migrate", "--sandbox", "The sandbox's queue stays where it is.", "Move the live one, without --sandbox.");

function noQueue(file: string): Problem {
  return block("settings-database", file, "There is no queue to move.", "See DATABASE_URL.");
}
