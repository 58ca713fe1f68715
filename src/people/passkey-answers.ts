// What a browser sends: https://www.w3.org/TR/webauthn-3/#dictdef-registrationresponsejson and …#dictdef-authenticationresponsejson
import { z } from "zod";

const base64url = z
  .string()
  .max(64_000)
  .regex(/^[A-Za-z0-9_-]+={0,2}$/);
const id = base64url.max(1_400);

const answer = { id, rawId: id, type: z.literal("public-key"), clientExtensionResults: z.object({}).transform(() => ({})) };

const registrationSchema = z.object({
  ...answer,
  response: z.object({
    clientDataJSON: base64url,
    attestationObject: base64url,
    transports: z.array(z.string().max(40)).max(10).optional().default([]),
  }),
});

const signInSchema = z.object({
  ...answer,
  response: z.object({
    clientDataJSON: base64url,
    authenticatorData: base64url,
    signature: base64url,
    userHandle: base64url.nullish().transform((handle) => handle ?? ""),
  }),
});

export type RegistrationAnswer = z.infer<typeof registrationSchema>;
export type SignInAnswer = z.infer<typeof signInSchema>;

/** Null for what no browser sends. */
export function readRegistration(json: unknown): RegistrationAnswer | null {
  return registrationSchema.safeParse(json, { jitless: true }).data ?? null;
}

/** The same for a sign-in. */
export function readSignIn(json: unknown): SignInAnswer | null {
  return signInSchema.safeParse(json, { jitless: true }).data ?? null;
}

const clientDataSchema = z.object({ challenge: base64url.max(200) });

/** What the authenticator says it was asked; null where that can't be read. */
export function challengeIn({ response }: RegistrationAnswer | SignInAnswer): string | null {
  try {
    const read: unknown = JSON.parse(Buffer.from(response.clientDataJSON, "base64url").toString("utf8"));
    return clientDataSchema.safeParse(read, { jitless: true }).data?.challenge ?? null;
  } catch {
    return null;
  }
}
