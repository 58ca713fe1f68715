import { expect, it } from "vitest";
import { forbids } from "../../../src/edge/media/robots.ts";

const path = "/media/ab.jpg";

it.each([
  ["nothing at all", "", false],
  ["a page that is none", "<!doctype html><title>Not found</title>", false],
  ["everything, to all", "User-agent: *\nDisallow: /", true],
  ["nothing, to all", "User-agent: *\nDisallow:", false],
  ["another place", "User-agent: *\nDisallow: /wp-admin/", false],
  ["its folder, in another case and with a comment", "USER-AGENT: *  # all\r\ndisallow: /media/ # private", true],
  ["everything to others, nothing to Meta", "User-agent: *\nDisallow: /\n\nUser-agent: facebookexternalhit\nAllow: /", false],
  ["nothing to others, everything to Meta", "User-agent: *\nAllow: /\n\nUser-agent: FacebookExternalHit\nDisallow: /", true],
  ["Meta in a row of names", "User-agent: GPTBot\nUser-agent: facebookexternalhit\nDisallow: /", true],
  ["a row that an empty rule ended", "User-agent: facebookexternalhit\nDisallow:\nUser-agent: GPTBot\nDisallow: /", false],
  ["all but a folder in it", "User-agent: *\nDisallow: /\nAllow: /media/", false],
  ["a longer path than is allowed", "User-agent: *\nAllow: /\nDisallow: /media/", true],
  ["and allows alike", "User-agent: *\nDisallow: /media/\nAllow: /media/", false],
  ["pictures by their ending", "User-agent: *\nDisallow: /*.jpg$", true],
  ["others by their ending", "User-agent: *\nDisallow: /*.jp$", false],
  ["a path with signs that mean something elsewhere", "User-agent: *\nDisallow: /media/(ab)+.jpg", false],
  ["rules before any name", "Disallow: /\nUser-agent: *\nAllow: /", false],
])("robots.txt that forbids %s", (_, text, expected) => {
  expect(forbids(text, "facebookexternalhit", path)).toBe(expected);
});
