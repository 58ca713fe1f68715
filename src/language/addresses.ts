/** Addresses that a platform would link. */
export const webAddress = /(?:\b[a-z][a-z\d+.-]{1,15}:\/\/|www\.)\S+/giu;

/** Without web addresses, and without the brackets that held one. */
export function withoutAddresses(text: string): string {
  return text
    .replace(/\s?\(\s*(?:[a-z][a-z\d+.-]{1,15}:\/\/|www\.)[^\s)]*\s*\)/giu, "")
    .replace(webAddress, (address) => /(?:[.!?۔،,;:)\]]|["”“’‘»])+$/u.exec(address)?.[0] ?? "")
    .replace(/\s+(?=[.,،۔!?])/gu, "")
    .replace(/\s+/g, " ")
    .trim();
}
