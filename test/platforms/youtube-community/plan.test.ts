import { expect, it } from "vitest";
import { plan } from "../../../src/platforms/youtube-community/plan.ts";
import { postAddress } from "../../../src/platforms/youtube-community/post-address.ts";
import { picture } from "../../support/platform-fixtures.ts";

const digest = "ab".repeat(32);

it("plans one hand-off to the channel's own composer", () => {
  expect(plan({ text: "Wheat", images: [picture({ digest })] })).toEqual([
    {
      key: "hand-off",
      repeat: "never",
      text: "Wheat",
      media: [{ media: digest }],
      openUrl: ["https://www.youtube.com/channel/", { hole: "account", field: "id" }, "/posts?show_create_dialog=1"],
    },
  ]);
});

it("reads from an address whose post it is, where that stands in it", () => {
  const id = "UgkxAbCdEfGhIjKlMnOpQrStUvWxYz012345";
  expect(postAddress(`https://www.youtube.com/post/${id}`)).toEqual({ id });
  expect(postAddress(`https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv/community?lb=${id}`)).toEqual({
    id,
    channelId: "UCabcdefghijklmnopqrstuv",
  });
  expect(postAddress(`https://www.youtube.com/@RepublicPolicy/community?lb=${id}`)).toEqual({ id, handle: "@RepublicPolicy" });
});
