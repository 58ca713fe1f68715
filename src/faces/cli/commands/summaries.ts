import type { Entry } from "../entry.ts";

/** What brings summaries in, and what is told of them: by file, table and feed. */
export const summaries: readonly Entry[] = [
  {
    usage: "preview <files...>",
    about: "show the posts of a summary file, or of a post in the queue, as they would be sent; sends and keeps nothing",
    options: [
      ["--platform <platform>", "only x, instagram or youtube-community"],
      ["--format <format>", "text, json or html (text)"],
      ["--out <directory>", "write the pictures and preview.html there"],
      ["--watch", "redraw when the file or a template changes"],
    ],
    load: () => import("../preview.ts"),
  },
  {
    usage: "check",
    about: "hold words of your own against a platform's rules, the house's and a source file",
    options: [
      ["--source <file>", "the summary (- for standard input)"],
      ["--platform <platform>", "x, instagram or youtube-community"],
      ["--text <file>", "the words of one part, caption or post (- for standard input)"],
      ["--post <file>", "a whole content as JSON (- for standard input)"],
    ],
    load: () => import("../check.ts"),
  },
  {
    usage: "add <files...>",
    about: "take summaries into the queue, a draft for each account (- reads standard input)",
    load: () => import("../add.ts"),
  },
  {
    usage: "import [file]",
    about: "take summaries from a table (.csv or .xlsx), a row each: all of them or none",
    options: [
      ["--dry-run", "only say what would become of each row"],
      ["--skip-wrong", "add what is right, and leave wrong rows out"],
      ["--encoding <name>", "what a .csv is written in, where it is not UTF-8: utf-16, windows-1252 or windows-1256"],
      ["--template <file>", "write an empty table with all columns"],
    ],
    load: () => import("../import.ts"),
  },
  {
    usage: "export <what> <file>",
    about: "write the `queue`, or the `results` (what is out, where and since when), as .csv or .xlsx (- for standard output)",
    options: [["--overwrite", "replace a file of this name"]],
    load: () => import("../export.ts"),
  },
  {
    usage: "results [post]",
    about:
      "what readers made of posts after an hour, a day and a week, and which did well; with a post: type its counts where no API gives them",
    options: [
      ["--since <time>", "only posts that came out from then on (default: 90 days)"],
      ["--account <account>", "only of this account"],
      ["--by <aspect>", "compare by kind, card, theme, photo, slot, time, weekday, words or account"],
      ["--mark <mark>", "1h, 24h or 7d after (default: 24h)"],
      ["--measure <measure>", "judge by likes, answers, shares or views (default: likes)"],
      ["--table <file>", "write the comparison as .csv or .xlsx"],
      ["--overwrite", "replace a file of this name"],
      ["--likes <number>", "with a post: as its platform shows them"],
      ["--comments <number>", "with a post: as its platform shows them"],
    ],
    load: () => import("../results.ts"),
  },
  {
    usage: "sources [action] [name]",
    about: "feeds and sites that stories are taken from, with what came last; `sources poll NAME` looks at one now",
    options: [["--dry-run", "with `poll`: only say what would come"]],
    load: () => import("../sources.ts"),
  },
];
