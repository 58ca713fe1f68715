import type { Message } from "../../src/notify/channel.ts";

export function messageOf(id: string): Message {
  return {
    id,
    kind: "held",
    at: "2026-03-02T04:00:00.123Z",
    subject: "lusab-42 is held — لکھا گیا",
    text: "lusab-42 on x is held: nobody knows.\n\nherald resolve lusab-42 --absent — it is sent again",
    happened: "lusab-42 on x is held: nobody knows.",
    paste: null,
    todo: [{ command: "resolve lusab-42 --absent", does: "it is sent again" }],
    account: "x",
    platform: "x",
    post: { id: "lusab-42", state: "held", words: "گندم کی قیمت", visible: [] },
  };
}
