/** A container's states and how it moves through them. */
import type { Stage } from "../stage.ts";
import type { Container, InstagramWorld } from "./world.ts";

export const lifeMs = 24 * 3_600_000;

export type Status = "IN_PROGRESS" | "FINISHED" | "PUBLISHED" | "EXPIRED";

export function findContainer(world: InstagramWorld, id: string, ownerId: string): Container | undefined {
  return world.containers.find((container) => container.id === id && container.ownerId === ownerId);
}

/** As it stands; a carousel waits for its pictures. */
export function statusOf(container: Container, stage: Stage): Status {
  if (container.mediaId !== null) return "PUBLISHED";
  if (stage.clock.now() - container.createdAt >= lifeMs) return "EXPIRED";
  return container.pendingPolls > 0 ? "IN_PROGRESS" : "FINISHED";
}

export interface NewContainer {
  readonly kind: Container["kind"];
  readonly caption: string;
  readonly alt: string;
  readonly digest: string | null;
  readonly children: readonly string[];
}

export function addContainer(stage: Stage, ownerId: string, made: NewContainer): Container {
  const world = stage.keep.world().instagram;
  const container: Container = {
    ...made,
    id: nextId(world),
    ownerId,
    createdAt: stage.clock.now(),
    pendingPolls: stage.rules.readyAfterPolls,
    mediaId: null,
  };
  world.containers.push(container);
  return container;
}

/** Ids of 17 digits, as Meta's; strings, because they are beyond what a number holds exactly. */
export function nextId(world: InstagramWorld): string {
  world.serial += 1;
  return `179${String(world.serial).padStart(14, "0")}`;
}
