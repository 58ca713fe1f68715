/** DELETE /2/tweets/:id. https://docs.x.com/x-api/posts/delete-post */
import { type Answer, answer } from "../wire.ts";
import { affordable, charge, prices } from "./credits.ts";
import { creditsDepleted, notFound, notYours } from "./problems.ts";
import type { Turn } from "./turn.ts";

export function deletePost(id: string, { stage, person }: Turn): Answer {
  const post = stage.keep.world().x.posts.find((one) => one.id === id && !one.deleted);
  if (!post) return answer(404, { ...notFound("tweet", "id", id), status: 404 });
  if (post.authorId !== person.id) return notYours;
  if (!affordable(stage, prices.delete)) return creditsDepleted(person.id);
  charge(stage, prices.delete);
  post.deleted = true;
  return answer(200, { data: { deleted: true } });
}
