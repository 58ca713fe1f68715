import { expect, it } from "vitest";
import { plan } from "../../../src/platforms/instagram/plan.ts";
import { parametersOf } from "../../../src/platforms/instagram/request.ts";
import { picture } from "../../support/platform-fixtures.ts";

const [first, second] = ["ab".repeat(32), "cd".repeat(32)];
const account = ["/v26.0/", { hole: "account", field: "id" }];

it("plans one picture as container, readiness, publication and address", () => {
  expect(plan({ caption: "Wheat", images: [picture({ digest: first, alt: "A map" })] })).toEqual([
    {
      key: "container-1",
      repeat: "harmless",
      method: "POST",
      path: [...account, "/media"],
      body: { image_url: { media: first }, alt_text: "A map", caption: "Wheat" },
    },
    {
      key: "ready",
      repeat: "harmless",
      method: "GET",
      path: ["/v26.0/", { hole: "container-1", field: "id" }],
      body: { fields: "status_code,status" },
    },
    {
      key: "publish",
      repeat: "never",
      method: "POST",
      path: [...account, "/media_publish"],
      body: { creation_id: { hole: "container-1", field: "id" } },
    },
    {
      key: "permalink",
      repeat: "harmless",
      method: "GET",
      path: ["/v26.0/", { hole: "publish", field: "id" }],
      body: { fields: "permalink,timestamp" },
    },
  ]);
});

it("plans a carousel as children without caption, their parent, and the parent's publication", () => {
  const steps = plan({ caption: "Wheat", images: [picture({ digest: first }), picture({ digest: second, alt: "" })] });
  expect(steps.map(({ key }) => key)).toEqual(["container-1", "container-2", "container", "ready", "publish", "permalink"]);
  const bodies = steps.map((step) => ("body" in step ? step.body : null));
  expect(bodies[1]).toEqual({ image_url: { media: second }, is_carousel_item: true });
  expect(bodies[2]).toEqual({
    media_type: "CAROUSEL",
    children: [
      { hole: "container-1", field: "id" },
      { hole: "container-2", field: "id" },
    ],
    caption: "Wheat",
  });
  expect(bodies[4]).toEqual({ creation_id: { hole: "container", field: "id" } });
});

it("sends lists with commas, truth as a word, and a picture by its public address", () => {
  const image_url = `https://herald.example/media/${first}.jpg`;
  const body = { image_url, is_carousel_item: true, children: ["11", "12"], caption: "a & b\n#گندم" };
  const fields = parametersOf(body);
  expect(Object.fromEntries(fields)).toEqual({
    image_url,
    is_carousel_item: "true",
    children: "11,12",
    caption: "a & b\n#گندم",
  });
});
