import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { digestsFor } from "../../src/faces/digests.ts";
import { deliveryFor } from "../../src/faces/letters.ts";
import { webhooksFor } from "../../src/faces/webhooks.ts";
import { learn } from "../../src/settings/learnt.ts";
import { layPeopleDesk, type PeopleDesk } from "../support/people-desk.ts";
import { edgeWith } from "../support/platform-fixtures.ts";

let place: PeopleDesk;
beforeEach(async () => {
  place = await layPeopleDesk();
});
afterEach(() => place.remove());

describe("a login that was renewed after the start", () => {
  test("stays out of webhooks, letters and digests as well", () => {
    const edge = edgeWith({ clock: place.clock });
    const [webhooks, letters, digests] = [webhooksFor(place.desk, edge), deliveryFor(place.desk, edge), digestsFor(place.desk, edge)];
    const token = "a-token-of-this-very-hour";
    learn({ X_ACCESS_TOKEN: token });
    expect(webhooks.clean({ reason: `X does not know ${token}.` })).toEqual({ reason: "X does not know [secret]." });
    expect(letters.secrets).toContain(token);
    expect(digests.secrets).toContain(token);
  });
});
