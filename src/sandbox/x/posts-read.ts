/** GET /2/tweets, /2/tweets/:id and /2/users/:id/tweets. https://docs.x.com/x-api/posts/timelines */
import { type Answer, type Asked, answer } from "../wire.ts";
import { affordable, charge, prices } from "./credits.ts";
import { mediaKey, postAsRead } from "./post-as-read.ts";
import { creditsDepleted, invalid, notFound } from "./problems.ts";
import { type FieldList, type Fields, takeNames } from "./schema.ts";
import type { Turn } from "./turn.ts";
import type { XPost } from "./world.ts";

const fieldLists: readonly FieldList[] = ["tweet.fields", "post.fields", "expansions", "user.fields", "media.fields"];
const idPattern = /^[0-9]{1,19}$/;

/** The names asked for, or X's refusal of a parameter that it doesn't know. */
export function takeFieldNames(asked: Asked, others: readonly string[]): ReadonlySet<string> | Answer {
  const names = new Set<string>();
  for (const parameter of asked.query.keys()) {
    if (others.includes(parameter)) continue;
    const list = fieldLists.find((one) => one === parameter);
    const taken = list ? takeNames(asked.query, list) : null;
    if (!taken)
      return invalid(`The query parameter [${parameter}] or its value is not valid`, { [parameter]: [...asked.query.getAll(parameter)] });
    for (const name of taken) names.add(name);
  }
  return names;
}

export function readPost(asked: Asked, id: string, turn: Turn): Answer {
  const names = takeFieldNames(asked, []);
  if ("status" in names) return names;
  const [one] = visible(turn).filter((post) => post.id === id);
  if (!one) return answer(200, { errors: [notFound("tweet", "id", id)] });
  return paidFor(1, prices.read, turn, () => ({ data: postAsRead(one, names, turn.stage), ...includes([one], names, turn) }));
}

export function readPosts(asked: Asked, turn: Turn): Answer {
  const names = takeFieldNames(asked, ["ids"]);
  if ("status" in names) return names;
  const ids = (asked.query.get("ids") ?? "").split(",");
  const wrong = ids.find((id) => !idPattern.test(id));
  if (wrong !== undefined || ids.length > 100) return invalid(`The \`ids\` query parameter value [${wrong}] is not valid`, { ids });
  const found = visible(turn).filter((post) => ids.includes(post.id));
  const lost = ids.filter((id) => !found.some((post) => post.id === id));
  return paidFor(found.length, prices.read, turn, () => ({
    ...(found.length > 0 && { data: found.map((post) => postAsRead(post, names, turn.stage)), ...includes(found, names, turn) }),
    ...(lost.length > 0 && { errors: lost.map((id) => notFound("tweet", "ids", id)) }),
  }));
}

/** Pictures of the posts, where `attachments.media_keys` is expanded. */
export function includes(posts: readonly XPost[], names: ReadonlySet<string>, turn: Turn): Fields {
  const ids = posts.flatMap((post) => post.mediaIds);
  if (!names.has("attachments.media_keys") || ids.length === 0) return {};
  const uploads = turn.stage.keep.world().x.uploads.filter((upload) => ids.includes(upload.id));
  const media = uploads.map((upload) => ({
    media_key: mediaKey(upload.id),
    type: "photo",
    ...(names.has("alt_text") && upload.alt !== "" && { alt_text: upload.alt }),
  }));
  return { includes: { media } };
}

/** Answers and charges, or says that the credits are used up. */
export function paidFor(resources: number, price: number, turn: Turn, body: () => Fields): Answer {
  if (!affordable(turn.stage, resources * price)) return creditsDepleted(turn.person.id);
  charge(turn.stage, resources * price);
  return answer(200, body());
}

export function visible(turn: Turn): readonly XPost[] {
  return turn.stage.keep.world().x.posts.filter((post) => !post.deleted);
}
