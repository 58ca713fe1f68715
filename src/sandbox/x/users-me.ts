/** GET /2/users/me. https://docs.x.com/x-api/users/get-my-user */
import { type Answer, type Asked, answer } from "../wire.ts";
import { takeFieldNames } from "./posts-read.ts";
import type { Turn } from "./turn.ts";

export function readMe(asked: Asked, { person }: Turn): Answer {
  const names = takeFieldNames(asked, []);
  if ("status" in names) return names;
  const optional = { url: `https://x.com/${person.handle}`, verified: false, protected: false, description: "" };
  const given = Object.entries(optional).filter(([name]) => names.has(name));
  return answer(200, { data: { id: person.id, name: person.name, username: person.handle, ...Object.fromEntries(given) } });
}
