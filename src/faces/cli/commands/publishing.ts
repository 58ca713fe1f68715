import type { Entry } from "../entry.ts";

const seen = [
  ["--took <address>", "readers see the part in doubt, at this address"],
  ["--absent", "readers don't see the part in doubt"],
] as const;

/** What publishes, and what a person does about a post on its way: hand-offs, doubts, broken threads, the brake. */
export const publishing: readonly Entry[] = [
  {
    usage: "worker",
    about: "publish what is due",
    options: [["--until-idle", "stop when nothing is due"]],
    load: () => import("../worker.ts"),
  },
  { usage: "start", about: "worker and desk in one process", load: () => import("../start.ts") },
  {
    usage: "take <post>",
    about: "say that you are posting a hand-off: it is yours for 15 minutes; before its time, to set it in the platform's scheduler",
    options: [["--back", "you did not post it after all"]],
    load: () => import("../take.ts"),
  },
  {
    usage: "done <post>",
    about: "say that a post is up: a hand-off, its address afterwards, or one that somebody made by hand",
    options: [
      ["--url <address>", "the post's address"],
      ["--scheduled <time>", "it is set in the platform's own scheduler"],
      ["--unverified", "it is posted, without an address"],
    ],
    load: () => import("../done.ts"),
  },
  {
    usage: "resolve <post>",
    about: "say whether readers see the part in doubt of a held post; then it goes on",
    options: [
      ["--took <address>", "they do, at this address"],
      ["--absent", "they don't: it is sent again"],
    ],
    load: () => import("../resolve.ts"),
  },
  {
    usage: "resume-post <post>",
    about: "let a broken, stopped or held post go on, as approved",
    load: () => import("../resume-post.ts"),
  },
  {
    usage: "take-down <post>",
    about: "delete what is out of a broken, stopped or held post",
    options: seen,
    load: () => import("../take-down.ts"),
  },
  {
    usage: "leave <post>",
    about: "leave what is out of a broken, stopped or held post; nothing more follows",
    options: seen,
    load: () => import("../leave.ts"),
  },
  { usage: "doctor", about: "what each account is, may do and costs", load: () => import("../doctor.ts") },
  {
    usage: "pause [account]",
    about: "the brake: nothing is sent until it is released",
    options: [
      ["--all", "every account"],
      ["--reason <reason>", "why"],
      ["--until <time>", "release by itself then"],
    ],
    load: () => import("../pause.ts"),
  },
  {
    usage: "dismiss <incident>",
    about: "say that you have seen to a post that may have stood twice",
    load: () => import("../dismiss.ts"),
  },
  { usage: "resume [account]", about: "release the brake", options: [["--all", "every account"]], load: () => import("../resume.ts") },
];
