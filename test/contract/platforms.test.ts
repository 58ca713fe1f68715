import { expect, it } from "vitest";
import { instagram } from "../../src/platforms/instagram/index.ts";
import { registry } from "../../src/platforms/registry.ts";
import { x } from "../../src/platforms/x/index.ts";
import { youtubeCommunity } from "../../src/platforms/youtube-community/index.ts";
import { picture } from "../support/platform-fixtures.ts";
import { platformContract } from "./platform.ts";

const english = "Wheat support price rises to Rs 3,900 per 40 kg, the food ministry says.";
const urdu = "گندم کی امدادی قیمت 3,900 روپے فی 40 کلو مقرر، وزارتِ خوراک کا اعلان۔";
const second = picture({ digest: "cd".repeat(32) });
const others = ["", "not an address", "https://example.com/post/1", "javascript:alert(1)"];
const noAlt = picture({ alt: " " });
const longAlt = picture({ alt: "a".repeat(1001) });

platformContract(x, {
  good: [
    { parts: [{ text: english, media: [] }] },
    { parts: [{ text: urdu, media: [picture()] }] },
    {
      parts: [
        { text: english, media: [picture(), second] },
        { text: "What changes for growers: https://example.com/wheat", media: [picture({ digest: "ef".repeat(32) })] },
        { text: "Growers in Sindh are paid from April.", media: [] },
      ],
    },
    { parts: [{ text: "", media: [picture()] }] },
  ],
  bad: [
    [{ parts: [] }, "length-empty"],
    [{ parts: [{ text: " ", media: [] }] }, "length-empty"],
    [{ parts: [{ text: "a".repeat(281), media: [] }] }, "length-over"],
    [{ parts: Array.from({ length: 26 }, (_, index) => ({ text: `Part ${index}`, media: [] })) }, "length-parts"],
    [{ parts: [{ text: english, media: [picture(), picture(), picture(), picture(), picture()] }] }, "media-too-many"],
    [{ parts: [{ text: english, media: [noAlt] }] }, "alt-missing"],
    [{ parts: [{ text: english, media: [longAlt] }] }, "alt-too-long"],
    [{ parts: [{ text: "$PSO and $OGDC rise", media: [] }] }, "style-cashtags"],
    [{ parts: [{ text: "Says @someone", media: [] }] }, "style-mention"],
    [{ parts: [{ text: "Hidden \uFEFF here", media: [] }] }, "style-character"],
    [{ parts: [english, "Between them.", ` ${english}`].map((text) => ({ text, media: [] })) }, "style-repeated"],
    [{ parts: [{ text: "See http://example.com/a", media: [] }] }, "link-insecure"],
  ],
  addresses: [
    ["https://x.com/RepublicPolicy/status/1890000000000000001", "1890000000000000001"],
    ["https://x.com/i/status/1890000000000000001", "1890000000000000001"],
    ["https://x.com/i/web/status/1890000000000000001?s=20", "1890000000000000001"],
    ["https://www.twitter.com/RepublicPolicy/status/1890000000000000001/photo/1", "1890000000000000001"],
    [" https://mobile.twitter.com/RepublicPolicy/status/20/ ", "20"],
  ],
  strangers: [
    ...others,
    "http://x.com/RepublicPolicy/status/1",
    "https://x.com/RepublicPolicy",
    "https://x.com.example.net/RepublicPolicy/status/1",
    "https://x.com/RepublicPolicy/status/abc",
    "https://x.com/RepublicPolicy/status/1/analytics",
    "https://x.com:8443/RepublicPolicy/status/1",
  ],
});

const square = picture({ width: 1080, height: 1080 });

platformContract(instagram, {
  good: [
    { caption: english, images: [picture()] },
    { caption: `${urdu}\n\n#گندم #Pakistan`, images: [square, picture({ digest: "cd".repeat(32), width: 1080, height: 1080 })] },
    { caption: "", images: [picture()] },
  ],
  bad: [
    [{ caption: "", images: [picture()] }, "length-empty"],
    [{ caption: "a".repeat(2201), images: [picture()] }, "length-over"],
    [{ caption: "#a #b #c #d #e #f", images: [picture()] }, "style-hashtags"],
    [{ caption: Array.from({ length: 21 }, (_, index) => `@name${index}`).join(" "), images: [picture()] }, "style-mentions"],
    [{ caption: english, images: [] }, "media-too-few"],
    [{ caption: english, images: Array.from({ length: 11 }, () => picture()) }, "media-too-many"],
    [{ caption: english, images: [picture({ mime: "image/png" })] }, "media-type"],
    [{ caption: english, images: [picture({ width: 1080, height: 1351 })] }, "media-aspect"],
    [{ caption: english, images: [picture({ width: 1920, height: 1000 })] }, "media-aspect"],
    [{ caption: english, images: [picture({ width: 319, height: 319 })] }, "media-small"],
    [{ caption: english, images: [picture({ width: 2000, height: 2000 })] }, "media-scaled"],
    [{ caption: english, images: [picture(), square] }, "media-crop"],
    [{ caption: english, images: [noAlt] }, "alt-missing"],
    [{ caption: english, images: [longAlt] }, "alt-too-long"],
    [{ caption: "See https://example.com/a", images: [picture()] }, "link-dead"],
    [{ caption: "See http://example.com/a", images: [picture()] }, "link-insecure"],
  ],
  addresses: [
    ["https://www.instagram.com/p/C8xYz012345/", "C8xYz012345"],
    ["https://instagram.com/p/C8xYz012345?igsh=abc", "C8xYz012345"],
    ["https://www.instagram.com/republicpolicy/p/C8xYz012345/", "C8xYz012345"],
    ["https://www.instagram.com/reel/C8xYz012345/", "C8xYz012345"],
  ],
  strangers: [
    ...others,
    "http://www.instagram.com/p/C8xYz012345/",
    "https://www.instagram.com/republicpolicy/",
    "https://www.instagram.com/stories/republicpolicy/123/",
    "https://instagram.com.example.net/p/C8xYz012345/",
  ],
});

const post = "UgkxAbCdEfGhIjKlMnOpQrStUvWxYz012345";

platformContract(youtubeCommunity, {
  good: [
    { text: english, images: [square] },
    { text: `${urdu}\nhttps://example.com/wheat`, images: [] },
    { text: english, images: [square, picture({ digest: "cd".repeat(32) })] },
  ],
  bad: [
    [{ text: " ", images: [] }, "length-empty"],
    [{ text: "a".repeat(5001), images: [] }, "length-over"],
    [{ text: english, images: Array.from({ length: 11 }, () => square) }, "media-too-many"],
    [{ text: english, images: [picture({ width: 3000, height: 1000 })] }, "media-aspect"],
    [{ text: english, images: [noAlt] }, "alt-missing"],
    [{ text: "See http://example.com/a", images: [square] }, "link-insecure"],
  ],
  addresses: [
    [`https://www.youtube.com/post/${post}`, post],
    [`https://youtube.com/post/${post}?si=AbCd`, post],
    [`https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv/community?lb=${post}`, post],
    [`https://www.youtube.com/@RepublicPolicy/community?lb=${post}`, post],
  ],
  strangers: [
    ...others,
    `http://www.youtube.com/post/${post}`,
    `https://www.youtube.com/clip/${post}`,
    `https://youtu.be/post/${post}`,
    `https://www.youtube.com.example.net/post/${post}`,
    `https://studio.youtube.com/post/${post}`,
    "https://www.youtube.com/post/Ugkx",
    "https://www.youtube.com/post/AbCdEfGhIjKlMnOpQrStUvWxYz0123456789",
    `https://www.youtube.com/channel/UCzyxwvutsrqponmlkjihgfe/community?lb=${post}`,
    "https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv/community",
    `https://www.youtube.com/watch?v=dQw4w9WgXcQ&lb=${post}`,
    `https://www.youtube.com/@RepublicPolicy/videos?lb=${post}`,
    "https://www.youtube.com/@%E0%A4%A/community?lb=x",
  ],
});

it("registers every platform under its own id", () => {
  expect(Object.entries(registry).map(([id, platform]) => id === platform.id)).toEqual([true, true, true]);
});
