/** Takumi with the fonts that ship: made once, at the first card. https://takumi.kane.tw/docs */
import type { MeasuredNode, Renderer } from "@takumi-rs/core";
import type { Card } from "../domain/media.ts";
import { type Family, filesOf } from "./fonts.ts";
import type { Logo } from "./logo.ts";
import { type Page, sources } from "./page.ts";

export interface Drawing {
  measure(page: Page, card: Card): Promise<MeasuredNode>;
  /** Pixels in rows, four bytes each. @param images what the page names beside the logo */
  pixels(page: Page, card: Card, images: readonly ImageFile[]): Promise<Uint8Array<ArrayBuffer>>;
}

export interface ImageFile {
  readonly src: string;
  readonly data: Uint8Array;
}

/** A renderer that has at least these families; families are registered once. */
export interface Studio {
  with(families: readonly Family[]): Promise<void>;
  readonly drawing: Drawing;
}

/** For the logo; cards are seldom alike. */
const cacheMaxBytes = 2_000_000;

export async function openStudio(logo: Logo | undefined): Promise<Studio> {
  const { Renderer } = await import("@takumi-rs/core");
  const renderer = new Renderer({ cacheMaxBytes });
  const registered = new Map<Family, Promise<void>>();
  const marks: readonly ImageFile[] = logo ? [{ src: sources.logo, data: logo.bytes }] : [];
  const options = ({ css }: Page, { width, height, language }: Card, images: readonly ImageFile[] = []) => {
    return { width, height, css: [...css], images: [...marks, ...images.map(fresh)], lang: language };
  };
  return {
    with: async (families) => {
      for (const family of families) {
        const known = registered.get(family) ?? register(renderer, family);
        registered.set(family, known);
        await known;
      }
    },
    drawing: {
      measure: (page, card) => renderer.measure(page.root, options(page, card)),
      pixels: (page, card, images) => renderer.render(page.root, { ...options(page, card, images), format: "raw" }),
    },
  };
}

/** Another card has another picture under the same name. */
function fresh(image: ImageFile) {
  return { ...image, cache: "none" as const };
}

async function register(renderer: Renderer, family: Family): Promise<void> {
  for (const data of filesOf(family)) await renderer.registerFont({ name: family, data });
}
