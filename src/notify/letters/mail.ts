import { type EmailSettings, sendMail } from "../email.ts";
import type { Carrier } from "./carrier.ts";
import { wholeText } from "./words.ts";

/** Writes to people at their own addresses. */
export function mail(settings: EmailSettings): Carrier {
  return {
    way: "email",
    carry: async ({ id, to, text }, signal) => {
      const kept = { id, to: [to], subject: text.subject, text: wholeText(text), headers: { "X-Herald-Letter": id } };
      const sent = await sendMail(settings, kept, signal);
      return sent.ok ? { kind: "arrived" } : { kind: "failed", reason: sent.reason };
    },
  };
}
