/** Takes any post of the account with the same text for the one that was sent. */
import { mutate } from "./mutate.ts";

mutate([
  {
    file: "/src/platforms/x/read-back.ts",
    find: "one.parent === other.parent && one.pictures === other.pictures && one.text === other.text",
    replace: "one.text === other.text",
  },
]);
