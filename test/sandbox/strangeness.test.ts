import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { systemClock } from "../../src/edge/clock.ts";
import { openGoogle } from "../../src/sandbox/google/index.ts";
import { openInstagram } from "../../src/sandbox/instagram/index.ts";
import { openKeep } from "../../src/sandbox/keep.ts";
import { usualPeople } from "../../src/sandbox/people.ts";
import { usualRules } from "../../src/sandbox/rules.ts";
import type { Stage } from "../../src/sandbox/stage.ts";
import type { Asked, Body } from "../../src/sandbox/wire.ts";
import { openX } from "../../src/sandbox/x/index.ts";
import { append, initialize } from "../../src/sandbox/x/media-upload.ts";
import { createPost } from "../../src/sandbox/x/posts-create.ts";
import { readTimeline } from "../../src/sandbox/x/timeline.ts";

const stage: Stage = { clock: systemClock, rules: { ...usualRules, rateLimited: false }, people: usualPeople, keep: openKeep(undefined) };
const [person] = usualPeople.x;
const token = usualPeople.instagram[0]?.instagramToken ?? "";
const me = usualPeople.instagram[0]?.id ?? "";

const text = fc.oneof(fc.string(), fc.constantFrom("OAuth %", 'OAuth oauth_token="%"', `Bearer ${token}`, "application/json", "%E0%A4%A"));
const pairs = fc.array(
  fc.tuple(fc.oneof(fc.constantFrom("fields", "creation_id", "max_results", "ids", "limit", "since", "children"), text), text),
  { maxLength: 4 },
);
const json = fc.jsonValue().map((value) => value as never);
const body: fc.Arbitrary<Body> = fc.oneof(
  fc.constant({ kind: "none" } as const),
  json.map((value) => ({ kind: "json", value }) as const),
  pairs.map((fields) => ({ kind: "form", fields: new URLSearchParams(fields) }) as const),
  fc.constant({ kind: "multipart", parts: [{ name: "media", bytes: new Uint8Array(3), binary: true }] } as const),
);
const path = fc.oneof(
  fc.constantFrom("/2/tweets", "/2/users/me", "/token", "/youtube/v3/channels", "/refresh_access_token"),
  fc.constantFrom(`/v26.0/${me}/media`, `/v26.0/${me}/media_publish`, `/v26.0/${me}/content_publishing_limit`, "/v26.0/me"),
  fc.webPath(),
);
const asked = (host: string): fc.Arbitrary<Asked> =>
  fc.record({
    host: fc.constant(host),
    method: fc.constantFrom("GET", "POST", "DELETE", "PUT"),
    path,
    query: pairs.map((fields) => new URLSearchParams(fields)),
    headers: text.map((authorization) => ({ authorization })),
    body,
  });

describe.each([
  ["X", openX(stage)],
  ["Instagram", openInstagram(stage)],
  ["Google", openGoogle(stage)],
])("%s", (_, standIn) => {
  it("answers whatever a client sends, and never breaks", async () => {
    await fc.assert(
      fc.asyncProperty(asked(standIn.hosts[0] ?? ""), async (request) => {
        const authorization = standIn.hosts[0] === "graph.instagram.com" ? `Bearer ${token}` : (request.headers.authorization ?? "");
        const said = await standIn.answer({ ...request, headers: { authorization } });
        expect(said.status).toBeGreaterThanOrEqual(200);
      }),
      { numRuns: 300 },
    );
  });
});

describe("X, past the check of who calls", () => {
  it("answers whatever a body or query holds", () => {
    if (!person) throw new Error("nobody on X");
    const turn = { stage, person };
    fc.assert(
      fc.property(asked("api.x.com"), (request) => {
        for (const said of [
          createPost(request, turn),
          initialize(request, turn),
          append(request, "1", turn),
          readTimeline(request, person.id, turn),
        ]) {
          expect([200, 201, 400, 402, 403, 404]).toContain(said.status);
        }
      }),
      { numRuns: 300 },
    );
  });
});
