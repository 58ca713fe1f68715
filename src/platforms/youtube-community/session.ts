// https://support.google.com/youtube/answer/7124474
import type { Account } from "../../domain/account.ts";
import type { Edge } from "../../edge/edge.ts";
import type { Secret, Session } from "../platform.ts";
import { remoteId } from "./login.ts";
import { verify } from "./verify.ts";

/**
 * Opens a session that can only tell who the channel is: community posts are handed to a person, which is the engine's affair, and
 * Google offers nothing to read one back with. Throws without a channel id: such settings are refused before.
 */
export async function open(account: Account, secret: Secret, edge: Edge): Promise<Session> {
  const channelId = remoteId(secret);
  if (channelId === null) throw new Error(`Account ${account.id} has no YOUTUBE_CHANNEL_ID.`);
  return {
    perform: async (step) => {
      throw new Error(`Step ${step.key} is a hand-off: a person takes it, never a session.`);
    },
    reconcile: async () => ({ kind: "unknown", reason: "YouTube does not tell whether a community post is there; look at the channel." }),
    verify: (deadline) => verify({ account: account.id, channelId, secret, edge }, deadline),
  };
}
