import { expect, test } from "vitest";
import { instagram } from "../../src/platforms/instagram/index.ts";
import { x } from "../../src/platforms/x/index.ts";
import { youtubeCommunity } from "../../src/platforms/youtube-community/index.ts";
import { picture } from "../support/platform-fixtures.ts";

const flaw = { code: "media-glyph", message: "No font that ships with Herald has 漢.", remedy: "Write it in Latin letters." };
const flawed = picture({ flaw });

test("a picture that must not go out as it was drawn stops the post on every platform, in the words of what is wrong", () => {
  const found = [
    ...x.validate({ parts: [{ text: "Berths open", media: [flawed] }] }),
    ...instagram.validate({ caption: "Berths open", images: [picture(), flawed] }),
    ...youtubeCommunity.validate({ text: "Berths open", images: [flawed] }),
  ];
  expect(found).toEqual(
    ["part 1, picture", "images, picture 2", "images, picture"].map((where) => ({ ...flaw, where, severity: "block" })),
  );
});

test("what is wrong with a picture is kept with it, and a picture without it has no trace of it", () => {
  const content = { text: "Berths open", images: [flawed, picture()] };
  expect(youtubeCommunity.parse(JSON.parse(JSON.stringify(content)))).toEqual({ ok: true, content });
  const odd = { text: "Berths open", images: [{ ...picture(), flaw: "odd" }] };
  expect(youtubeCommunity.parse(odd)).toMatchObject({ ok: false });
});
