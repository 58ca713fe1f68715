/** Addresses that a platform would link. */
export const webAddress = /(?:https?:\/\/|www\.)\S+/giu;

/** Without web addresses, and without the brackets that held one. */
export function withoutAddresses(text: string): string {
  return text
    .replace(/\s?\(\s*(?:https?:\/\/|www\.)[^\s)]*\s*\)/giu, "")
    .replace(webAddress, (address) => /(?:[.!?۔،,;:)\]]|["”“’‘»])+$/u.exec(address)?.[0] ?? "")
    .replace(/\s+(?=[.,،۔!?])/gu, "")
    .replace(/\s+/g, " ")
    .trim();
}
