import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { newSigningSecret, signedHeaders } from "../../../src/notify/webhooks/sign.ts";

describe("signing", () => {
  test("gives the signature that the convention's own example has", () => {
    // The example of the Standard Webhooks libraries' tests.
    const secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    const headers = signedHeaders({ id: "msg_p5jXN8AQM9LWM0D4loKWxJek", at: 1_614_265_330_999, body: '{"test": 2432232314}' }, [secret]);
    expect(headers).toEqual({
      "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
      "webhook-timestamp": "1614265330",
      "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
    });
  });

  test("is over id, seconds and every byte of the body, once for each secret", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), fc.nat(2_000_000_000_000), fc.integer({ min: 1, max: 3 }), (body, at, count) => {
        const secrets = Array.from({ length: count }, newSigningSecret);
        const signatures = (signedHeaders({ id: "msg_1", at, body }, secrets)["webhook-signature"] ?? "").split(" ");
        const expected = secrets.map((secret) => {
          const key = Buffer.from(secret.replace(/^whsec_/, ""), "base64");
          return `v1,${createHmac("sha256", key)
            .update(`msg_1.${Math.floor(at / 1_000)}.`)
            .update(body, "utf8")
            .digest("base64")}`;
        });
        expect(signatures).toEqual(expected);
      }),
      { numRuns: 50 },
    );
  });

  test("makes secrets of 32 bytes that nobody has seen before", () => {
    const secrets = Array.from({ length: 50 }, newSigningSecret);
    expect(new Set(secrets).size).toBe(50);
    for (const secret of secrets) expect(Buffer.from(secret.slice("whsec_".length), "base64")).toHaveLength(32);
  });
});
