/** Many accounts in one house, each with a post like one of the usual cast's: side by side, they know nothing of each other. */
import {
  channel,
  instagramLogin,
  instagramPerson,
  type Login,
  type People,
  xLogin,
  xPerson,
  youtubeLogin,
} from "../../src/sandbox/index.ts";
import type { Cast, Part, Role } from "./cast.ts";

interface Member {
  readonly people: People;
  readonly remoteId: string;
  readonly login: Login;
}

const nobody: People = { x: [], instagram: [], channels: [] };

/** Somebody on the platform of a role, with the same kind of login. */
function memberLike({ platform, host }: Role, number: number): Member {
  const name = `Crash Desk ${number}`;
  const digits = String(number).padStart(5, "0");
  if (platform === "x") {
    const person = xPerson(`19000000000001${digits}`, `CrashDesk${number}`, name);
    return { people: { ...nobody, x: [person] }, remoteId: person.id, login: xLogin(person) };
  }
  if (platform === "instagram") {
    const person = instagramPerson(`178414000001${digits}`, `crashcards${number}`, name);
    const by = host === "graph.facebook.com" ? "facebook" : "instagram";
    return { people: { ...nobody, instagram: [person] }, remoteId: person.id, login: instagramLogin(person, by) };
  }
  const owned = channel(`UCsandboxCrashDesk0${digits}`, `CrashDesk${number}`, name);
  return { people: { ...nobody, channels: [owned] }, remoteId: owned.id, login: youtubeLogin(owned) };
}

/**
 * A house in which account `x-3` has the post `thread-3`, where the third of `likes` is the usual thread.
 * @param likes posts to have the like of, as often as each is named
 */
export function troupeOf({ pictures }: Pick<Cast, "pictures">, likes: readonly Part[]): Cast {
  const joined = likes.map((like, index) => {
    const number = index + 1;
    const { people, remoteId, login } = memberLike(like.role, number);
    const { account, env, ...role } = like.role;
    const own: Role = { ...role, account: `${account}-${number}`, env: `${env}${number}`, remoteId, login };
    return { people, part: { ...like, id: like.id.replace(/-\d+$/, `-${number}`), role: own } };
  });
  const parts = joined.map(({ part }) => part);
  const people: People = {
    x: joined.flatMap((one) => one.people.x),
    instagram: joined.flatMap((one) => one.people.instagram),
    channels: joined.flatMap((one) => one.people.channels),
  };
  return { people, roles: parts.map(({ role }) => role), parts, pictures };
}
