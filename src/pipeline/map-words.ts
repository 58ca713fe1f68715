import type { Json } from "../domain/json.ts";

/** Fields of a picture that are no words. */
const noWords = ["digest", "mime"];

/**
 * The same content with every text in it put through `change`; how a platform names its texts doesn't matter.
 * @param kept fields that stay as they are
 */
export function mapWords(content: Json, change: (words: string) => string, kept: readonly string[] = noWords): Json {
  if (typeof content === "string") return change(content);
  if (typeof content !== "object" || content === null) return content;
  if (isList(content)) return content.map((one) => mapWords(one, change, kept));
  return Object.fromEntries(
    Object.entries(content).map(([key, value]) => [key, kept.includes(key) ? value : mapWords(value, change, kept)]),
  );
}

function isList(json: Json): json is readonly Json[] {
  return Array.isArray(json);
}
