import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { perform } from "../../../src/desk/operations/operation.ts";
import { operations } from "../../../src/desk/operations/table.ts";
import { endpointOf } from "../../storage/contract/events.ts";
import { layPeopleDesk, type PeopleDesk, value } from "../../support/people-desk.ts";
import { morning } from "../../support/store-fixtures.ts";

let laid: PeopleDesk;
beforeEach(async () => {
  laid = await layPeopleDesk();
});
afterEach(() => laid.remove());

test("what is wrong with webhooks stands in the status as it is described, for those who look after the house", async () => {
  const status = operations.find(({ name }) => name === "show-status");
  if (!status) throw new Error("There is no show-status.");
  await laid.desk.store.endpoints.add(endpointOf("wh-1"), morning, "ayesha");
  await laid.desk.store.endpoints.turn("wh-1", "off", "it answered 410 Gone: it wants no more", morning, "herald");
  const seenBy = async (role: "admin" | "writer") =>
    z.strictObject(status.output.shape).parse(value(await perform({ ...laid.desk, actor: { id: "ayesha", role } }, status, {})));
  expect((await seenBy("admin")).webhooks).toEqual([expect.stringContaining("wh-1")]);
  expect((await seenBy("writer")).webhooks).toBeUndefined();
});
