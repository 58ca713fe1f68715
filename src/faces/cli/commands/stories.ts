import type { Entry } from "../entry.ts";

/** What changes a story that is out, or is to be. */
export const stories: readonly Entry[] = [
  {
    usage: "revise <story>",
    about: "change a story once: what readers have not seen is composed anew, every version is kept",
    options: [["--file <file>", "the story as it should read, front matter and all (- for standard input)"]],
    load: () => import("../revise.ts"),
  },
  {
    usage: "correct <post>",
    about: "draft what puts a published post right; it goes before others once it is approved",
    options: [
      ["--was <words>", "what was wrong, as readers see it; without it, what the story says otherwise since"],
      ["--now <words>", "what is right"],
      ["--text <file>", "your own words for it (- for standard input)"],
      ["--repost", "a new post in its place, and the old one is deleted: where its card is wrong"],
    ],
    load: () => import("../correct.ts"),
  },
  {
    usage: "withdraw <story>",
    about: "stop everything of a story, and propose to delete what is out",
    options: [
      ["--reason <reason>", "why"],
      ["--dry-run", "only say what would happen"],
    ],
    load: () => import("../withdraw.ts"),
  },
];
