// https://support.google.com/youtube/answer/7124474: Google has no API that creates, changes or deletes a community post.
import type { Correction } from "../../domain/correction.ts";
import type { Output, Path, Step } from "../../domain/plan.ts";
import type { YoutubeContent } from "./content.ts";

const posts: Path = ["https://www.youtube.com/channel/", { hole: "account", field: "id" }, "/posts"];

/** The post itself, where its address is known; else the channel's posts. */
function placeOf({ url }: Output): Path {
  return url ?? posts;
}

/** One hand-off: a person pastes this text and these pictures into the channel's composer, or this text over the old one. */
export function plan({ text, images }: YoutubeContent, _account?: unknown, correction?: Correction): readonly Step[] {
  const step = { key: "hand-off", repeat: "never", text } as const;
  if (correction?.way === "edit") return [{ ...step, act: "edit", media: [], openUrl: placeOf(correction.of) }];
  const media = images.map(({ digest }) => ({ media: digest }));
  return [
    { ...step, media, openUrl: ["https://www.youtube.com/channel/", { hole: "account", field: "id" }, "/posts?show_create_dialog=1"] },
  ];
}

/** One hand-off: a person deletes the post on its page. */
export function deleteByHand(outputs: readonly Output[]): readonly Step[] {
  const places = outputs.map(({ id, url }) => url ?? id).join(", ");
  const openUrl = placeOf(outputs[0] ?? { id: "" });
  return [{ key: "delete", repeat: "harmless", act: "delete", text: `Delete this post: ${places}`, media: [], openUrl }];
}
