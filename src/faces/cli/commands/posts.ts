import type { Entry } from "../entry.ts";

const at = ["--at <time>", "a moment: ISO 8601 with offset, or local in the account's zone"] as const;

/** What a person does with a draft: reads it, changes it, decides on it, gives it a time. */
export const posts: readonly Entry[] = [
  {
    usage: "list",
    about: "every post in the queue",
    options: [["--state <state>", "only posts in this state"]],
    load: () => import("../list.ts"),
  },
  { usage: "show <post>", about: "one post: words, plan, findings and journal", load: () => import("../show.ts") },
  { usage: "status", about: "what waits for a person, and what is paused", load: () => import("../status.ts") },
  {
    usage: "edit <post>",
    about: "change a post's words in $EDITOR; any approval is taken back",
    options: [
      ["--file <json>", "take the content from a JSON file (- for standard input)"],
      ["--apply-style", "put the house's spellings in (config/style.yaml), and nothing else"],
    ],
    load: () => import("../edit.ts"),
  },
  {
    usage: "recompose <post>",
    about: "compose a post anew from its summary; an editor's words stay",
    options: [
      ["--afresh", "throw the editor's words away"],
      ["--card <kind>", "headline, figure, quotation or points; auto takes the choice back"],
      ["--theme <theme>", "light, dark or auto"],
    ],
    load: () => import("../recompose.ts"),
  },
  {
    usage: "approve [posts...]",
    about: "freeze posts as they are and give each its time, all or none",
    options: [
      ["--summary <summary>", "all drafts of a summary"],
      at,
      ["--now", "at once, whatever the slots"],
      ["--digest <digest>", "only if the post is still this one"],
      ["--override <findings...>", "stand by findings of these codes, or CODE=WORDS for one of them; with --reason"],
      ["--alone", "with --now: send it although more people should agree; everybody is told, and somebody must look at it after you"],
      ["--reason <reason>", "why the words stand, or why it can't wait; kept"],
    ],
    load: () => import("../approve.ts"),
  },
  {
    usage: "ask <posts...>",
    about: "ask the writer for changes; any approval is taken back",
    options: [["--note <note>", "what to change"]],
    load: () => import("../ask.ts"),
  },
  {
    usage: "look <posts...>",
    about: "say that you have looked at what somebody sent alone",
    load: () => import("../look.ts"),
  },
  {
    usage: "stop-auto <posts...>",
    about: "keep the house from approving drafts by itself; a person decides on them",
    load: () => import("../stop-auto.ts"),
  },
  { usage: "unapprove <posts...>", about: "take approvals back", load: () => import("../unapprove.ts") },
  {
    usage: "reject <posts...>",
    about: "say no, with a reason",
    options: [["--reason <reason>", "why"]],
    load: () => import("../reject.ts"),
  },
  { usage: "cancel <posts...>", about: "stop posts of which nothing is out", load: () => import("../cancel.ts") },
  {
    usage: "retry <posts...>",
    about: "open failed or missed posts again of which nothing is out, where they stopped",
    load: () => import("../retry.ts"),
  },
  {
    usage: "schedule <post>",
    about: "move an approved post; its approval stays",
    options: [at, ["--next", "to the next free slot"]],
    load: () => import("../schedule.ts"),
  },
  {
    usage: "slots",
    about: "the accounts' calendars, as computed",
    options: [
      ["--from <time>", "from this moment (now)"],
      ["--days <days>", "how many days (7)"],
    ],
    load: () => import("../slots.ts"),
  },
];
