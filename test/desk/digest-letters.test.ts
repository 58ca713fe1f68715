import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { digestAudience } from "../../src/desk/digest-letters.ts";
import { layPeopleDesk, type PeopleDesk } from "../support/people-desk.ts";

const smtp = { host: "127.0.0.1", port: 25, secure: false, plain: true, auth: null };

describe("the house's own digest", () => {
  let laid: PeopleDesk;
  beforeEach(async () => {
    laid = await layPeopleDesk();
  });
  afterEach(() => laid.remove());

  it("goes by e-mail to whom the settings name, and to nobody where they name nobody", async () => {
    const audience = (to: readonly string[]) => {
      const notify = { webhookUrl: null, email: { smtp, from: "herald@example.org", to }, telegram: null };
      return digestAudience({ ...laid.desk, settings: { ...laid.desk.settings, notify } });
    };
    expect(await audience(["desk@example.org"])).toEqual([{ person: "*", way: "email" }]);
    expect(await audience([])).toEqual([]);
  });
});
