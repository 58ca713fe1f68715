import type { Phrases } from "../domain/brand.ts";
import type { Language } from "../domain/summary.ts";
import type { Config } from "./config-schema.ts";

/** What is said where `herald.yaml` says nothing. `{name}` is the outlet's name. */
const usual: Readonly<Record<Language, Phrases>> = {
  en: {
    follow: ["Follow {name} on {places}."],
    places: { x: "X", instagram: "Instagram", "youtube-community": "YouTube" },
    and: " and ",
    comma: ", ",
    closing: "Follow {name}",
    opinion: "Opinion",
  },
  ur: {
    follow: ["{name} کو {places} پر فالو کریں۔"],
    places: { x: "ایکس", instagram: "انسٹاگرام", "youtube-community": "یوٹیوب" },
    and: " اور ",
    comma: "، ",
    closing: "{name} کو فالو کریں",
    opinion: "رائے",
  },
};

/** The phrases of each language, the outlet's name filled in; `{places}` is filled by composing. */
export function phrasesOf(config: Config): Readonly<Record<Language, Phrases>> {
  return { en: phrasesIn("en", config), ur: phrasesIn("ur", config) };
}

function phrasesIn(language: Language, config: Config): Phrases {
  const own = config.languages?.[language] ?? {};
  const base = usual[language];
  const name = own.name ?? config.brand.name;
  return {
    follow: (own.follow ?? base.follow).map((line) => line.replaceAll("{name}", () => name)),
    places: {
      x: own.places?.x ?? base.places.x,
      instagram: own.places?.instagram ?? base.places.instagram,
      "youtube-community": own.places?.["youtube-community"] ?? base.places["youtube-community"],
    },
    and: own.and ?? base.and,
    comma: own.comma ?? base.comma,
    closing: (own.closing ?? base.closing ?? "{name}").replaceAll("{name}", () => name),
    opinion: own.opinion ?? base.opinion,
  };
}
