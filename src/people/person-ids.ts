/** Names that stand for something else in journals. */
const reserved = new Set(["worker", "herald", "model", "system", "operator", "stranger", "all"]);
const longest = 24;

function ascii(text: string): readonly string[] {
  return text
    .normalize("NFKD")
    .replaceAll(/\p{M}/gu, "")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
}

function fits(id: string): boolean {
  return /^[a-z][a-z0-9-]{1,}$/.test(id) && !reserved.has(id);
}

/** What a person may be called in short, the likeliest first: `ayesha`, `ayesha-khan`; from the address where the name has no Latin letters. */
function stems(name: string, email: string): readonly string[] {
  const named = ascii(name);
  const addressed = ascii(email.split("@")[0] ?? "");
  const written = [named[0] ?? "", named.join("-"), addressed[0] ?? "", addressed.join("-")];
  const cut = written.map((stem) => stem.slice(0, longest).replace(/-+$/, ""));
  return [...new Set(cut.filter(fits))];
}

/** A new person's id, unlike any that was ever given: `ayesha`, `ayesha-khan`, `ayesha-2`. */
export function personId(name: string, email: string, given: ReadonlySet<string>): string {
  const found = stems(name, email);
  const free = found.find((id) => !given.has(id));
  if (free !== undefined) return free;
  const stem = found[0] ?? "person";
  for (let count = 2; ; count += 1) if (!given.has(`${stem}-${count}`)) return `${stem}-${count}`;
}
