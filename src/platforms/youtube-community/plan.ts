// https://support.google.com/youtube/answer/7124474: Google has no API that creates a community post.
import type { Step } from "../../domain/plan.ts";
import type { YoutubeContent } from "./content.ts";

/** One hand-off: a person pastes this text and these pictures into the channel's composer. */
export function plan({ text, images }: YoutubeContent): readonly Step[] {
  return [
    {
      key: "hand-off",
      repeat: "never",
      text,
      media: images.map(({ digest }) => ({ media: digest })),
      openUrl: ["https://www.youtube.com/channel/", { hole: "account", field: "id" }, "/posts?show_create_dialog=1"],
    },
  ];
}
