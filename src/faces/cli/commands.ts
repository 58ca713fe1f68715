import type { Run } from "./command.ts";

/** One command as the help shows it; its file is loaded when it is called. */
export interface Entry {
  /** As commander reads it: `approve [posts...]`. */
  readonly usage: string;
  readonly about: string;
  /** Flags and what they mean. */
  readonly options?: readonly (readonly [flags: string, about: string])[];
  readonly load: () => Promise<{ readonly run: Run }>;
}

const at = ["--at <time>", "a moment: ISO 8601 with offset, or local in the account's zone"] as const;

const seen = [
  ["--took <address>", "readers see the part in doubt, at this address"],
  ["--absent", "readers don't see the part in doubt"],
] as const;

/** Every command, in the order of a post's way. */
export const commands: readonly Entry[] = [
  {
    usage: "preview <files...>",
    about: "show the posts of a summary file, or of a post in the queue, as they would be sent; sends and keeps nothing",
    options: [
      ["--platform <platform>", "only x, instagram or youtube-community"],
      ["--format <format>", "text, json or html (text)"],
      ["--out <directory>", "write the pictures and preview.html there"],
      ["--watch", "redraw when the file or a template changes"],
    ],
    load: () => import("./preview.ts"),
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
    load: () => import("./check.ts"),
  },
  {
    usage: "add <files...>",
    about: "take summaries into the queue, a draft for each account (- reads standard input)",
    load: () => import("./add.ts"),
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
    load: () => import("./import.ts"),
  },
  {
    usage: "export <what> <file>",
    about: "write the `queue`, or the `results` (what is out, where and since when), as .csv or .xlsx (- for standard output)",
    options: [["--overwrite", "replace a file of this name"]],
    load: () => import("./export.ts"),
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
    load: () => import("./results.ts"),
  },
  {
    usage: "sources [action] [name]",
    about: "feeds and sites that stories are taken from, with what came last; `sources poll NAME` looks at one now",
    options: [["--dry-run", "with `poll`: only say what would come"]],
    load: () => import("./sources.ts"),
  },
  {
    usage: "list",
    about: "every post in the queue",
    options: [["--state <state>", "only posts in this state"]],
    load: () => import("./list.ts"),
  },
  { usage: "show <post>", about: "one post: words, plan, findings and journal", load: () => import("./show.ts") },
  { usage: "status", about: "what waits for a person, and what is paused", load: () => import("./status.ts") },
  {
    usage: "edit <post>",
    about: "change a post's words in $EDITOR; any approval is taken back",
    options: [
      ["--file <json>", "take the content from a JSON file (- for standard input)"],
      ["--apply-style", "put the house's spellings in (config/style.yaml), and nothing else"],
    ],
    load: () => import("./edit.ts"),
  },
  {
    usage: "recompose <post>",
    about: "compose a post anew from its summary; an editor's words stay",
    options: [
      ["--afresh", "throw the editor's words away"],
      ["--card <kind>", "headline, figure, quotation or points; auto takes the choice back"],
      ["--theme <theme>", "light, dark or auto"],
    ],
    load: () => import("./recompose.ts"),
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
    load: () => import("./approve.ts"),
  },
  {
    usage: "ask <posts...>",
    about: "ask the writer for changes; any approval is taken back",
    options: [["--note <note>", "what to change"]],
    load: () => import("./ask.ts"),
  },
  {
    usage: "look <posts...>",
    about: "say that you have looked at what somebody sent alone",
    load: () => import("./look.ts"),
  },
  {
    usage: "stop-auto <posts...>",
    about: "keep the house from approving drafts by itself; a person decides on them",
    load: () => import("./stop-auto.ts"),
  },
  { usage: "unapprove <posts...>", about: "take approvals back", load: () => import("./unapprove.ts") },
  {
    usage: "reject <posts...>",
    about: "say no, with a reason",
    options: [["--reason <reason>", "why"]],
    load: () => import("./reject.ts"),
  },
  { usage: "cancel <posts...>", about: "stop posts of which nothing is out", load: () => import("./cancel.ts") },
  {
    usage: "retry <posts...>",
    about: "open failed or missed posts again of which nothing is out, where they stopped",
    load: () => import("./retry.ts"),
  },
  {
    usage: "schedule <post>",
    about: "move an approved post; its approval stays",
    options: [at, ["--next", "to the next free slot"]],
    load: () => import("./schedule.ts"),
  },
  {
    usage: "slots",
    about: "the accounts' calendars, as computed",
    options: [
      ["--from <time>", "from this moment (now)"],
      ["--days <days>", "how many days (7)"],
    ],
    load: () => import("./slots.ts"),
  },
  {
    usage: "worker",
    about: "publish what is due",
    options: [["--until-idle", "stop when nothing is due"]],
    load: () => import("./worker.ts"),
  },
  { usage: "start", about: "worker and desk in one process", load: () => import("./start.ts") },
  {
    usage: "take <post>",
    about: "say that you are posting a hand-off: it is yours for 15 minutes; before its time, to set it in the platform's scheduler",
    options: [["--back", "you did not post it after all"]],
    load: () => import("./take.ts"),
  },
  {
    usage: "done <post>",
    about: "say that a post is up: a hand-off, its address afterwards, or one that somebody made by hand",
    options: [
      ["--url <address>", "the post's address"],
      ["--scheduled <time>", "it is set in the platform's own scheduler"],
      ["--unverified", "it is posted, without an address"],
    ],
    load: () => import("./done.ts"),
  },
  {
    usage: "resolve <post>",
    about: "say whether readers see the part in doubt of a held post; then it goes on",
    options: [
      ["--took <address>", "they do, at this address"],
      ["--absent", "they don't: it is sent again"],
    ],
    load: () => import("./resolve.ts"),
  },
  {
    usage: "resume-post <post>",
    about: "let a broken, stopped or held post go on, as approved",
    load: () => import("./resume-post.ts"),
  },
  {
    usage: "take-down <post>",
    about: "delete what is out of a broken, stopped or held post",
    options: seen,
    load: () => import("./take-down.ts"),
  },
  {
    usage: "leave <post>",
    about: "leave what is out of a broken, stopped or held post; nothing more follows",
    options: seen,
    load: () => import("./leave.ts"),
  },
  { usage: "doctor", about: "what each account is, may do and costs", load: () => import("./doctor.ts") },
  {
    usage: "pause [account]",
    about: "the brake: nothing is sent until it is released",
    options: [
      ["--all", "every account"],
      ["--reason <reason>", "why"],
      ["--until <time>", "release by itself then"],
    ],
    load: () => import("./pause.ts"),
  },
  {
    usage: "dismiss <incident>",
    about: "say that you have seen to a post that may have stood twice",
    load: () => import("./dismiss.ts"),
  },
  { usage: "resume [account]", about: "release the brake", options: [["--all", "every account"]], load: () => import("./resume.ts") },
  {
    usage: "revise <story>",
    about: "change a story once: what readers have not seen is composed anew, every version is kept",
    options: [["--file <file>", "the story as it should read, front matter and all (- for standard input)"]],
    load: () => import("./revise.ts"),
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
    load: () => import("./correct.ts"),
  },
  {
    usage: "withdraw <story>",
    about: "stop everything of a story, and propose to delete what is out",
    options: [
      ["--reason <reason>", "why"],
      ["--dry-run", "only say what would happen"],
    ],
    load: () => import("./withdraw.ts"),
  },
  {
    usage: "connect <account>",
    about: "connect an account: by consent at its platform where the app's client is set, else by its variables; kept encrypted",
    options: [
      ["--variables", "ask for the account's variables, also where consent could be asked for"],
      ["--file <file>", "take the variables from lines NAME=VALUE (- for standard input) instead of asking for them"],
      ["--unverified", "keep them without asking the platform"],
    ],
    load: () => import("./connect.ts"),
  },
  { usage: "disconnect <account>", about: "forget the login that the database keeps", load: () => import("./disconnect.ts") },
  {
    usage: "secret <action>",
    about: "`secret rotate` encrypts kept logins with HERALD_SECRET that were encrypted with HERALD_SECRET_OLD",
    load: () => import("./secret.ts"),
  },
  {
    usage: "user <action> [person] [value]",
    about:
      "who works with Herald: add NAME, list, role PERSON ROLE, disable, enable, invite, password, link PERSON [SYSTEMUSER], sign-out, letters PERSON email|telegram|both|none, telegram PERSON CHAT",
    options: [
      ["--email <address>", "of a new person"],
      ["--role <role>", "writer, editor, publisher or admin"],
      ["--link", "also make the one-time link with which a new person begins"],
      ["--system-user <name>", "whose commands are a new person's (the first person's: your own)"],
      ["--none", "with `link`: nobody's commands are theirs; with `telegram`: no chat is"],
    ],
    load: () => import("./user.ts"),
  },
  {
    usage: "webhook <action> [name]",
    about:
      "programs and chats that are told of every change: add URL, list, show NAME, test NAME, replay NAME, secret NAME, on NAME, off NAME, remove NAME; `webhook events` lists what there is to tell",
    options: [
      ["--events <types>", "with `add`: only these, with commas between them"],
      ["--plain", "with `add`: signed JSON by the Standard Webhooks convention (as without it)"],
      ["--slack", "with `add`: a message in a Slack channel"],
      ["--discord", "with `add`: a message in a Discord channel"],
      ["--full", "with `add`: also the text of posts under embargo"],
      ["--since <time>", "with `replay`: all from this moment on"],
      ["--event <id>", "with `replay`: only this one"],
    ],
    load: () => import("./webhook.ts"),
  },
  {
    usage: "digest [action] [person]",
    about: "what goes out today, what waits for whom and what went wrong, as the morning digest tells it; `digest on|off [PERSON]`",
    load: () => import("./digest.ts"),
  },
  {
    usage: "key <action> [name]",
    about: "keys with which programs use the API: add NAME, list, revoke NAME; a key acts for you, with some of your rights",
    options: [
      ["--rights <rights>", "read,write,review,approve,hand-off,settle,break,correct,pause,resume,house (read,write)"],
      ["--expires <time>", "ends by itself then"],
      ["--person <person>", "for whom it acts, where an admin makes it"],
    ],
    load: () => import("./key.ts"),
  },
  {
    usage: "mcp",
    about: "serve a language model with tools (MCP, on standard input and output): it drafts, previews and checks, and approves nothing",
    load: () => import("./mcp.ts"),
  },
  { usage: "letters", about: "who was told what about drafts and posts, and when", load: () => import("./letters.ts") },
  {
    usage: "audit",
    about: "the record of who decided what, and when",
    options: [
      ["--verify", "look whether any of it was altered, taken out or moved; prints its head, to keep elsewhere"],
      ["--head <hash>", "also look whether the record still holds a head that you kept"],
      ["--since <time>", "only from this moment on"],
      ["--post <post>", "only about this post"],
      ["--jsonl", "as JSON Lines, a decision a line"],
    ],
    load: () => import("./audit.ts"),
  },
  {
    usage: "backup <file>",
    about: "copy the whole queue into a file, checked, while Herald goes on working",
    options: [["--overwrite", "replace a file of this name"]],
    load: () => import("./backup.ts"),
  },
  {
    usage: "restore <file>",
    about: "put a backup in the database's place; it starts paused, and the database that was there is kept beside it",
    load: () => import("./restore.ts"),
  },
  {
    usage: "migrate",
    about: "move the whole queue to another database, compared row by row; the one that it leaves is sealed and publishes nothing",
    options: [
      ["--to <url>", "an empty database, as DATABASE_URL names one; if a move was cut off, the same again"],
      ["--unseal", "let the queue that was moved, or was to be, go on here"],
    ],
    load: () => import("./migrate.ts"),
  },
  {
    usage: "templates <action>",
    about: "`templates check` fills every template with every example and names file and line of what is wrong",
    load: () => import("./templates.ts"),
  },
  {
    usage: "setup",
    about: "write config/herald.yaml and .env from a few questions",
    options: [
      ["--name <name>", "the outlet's name"],
      ["--x <handle>", "its handle on X"],
      ["--instagram <handle>", "its handle on Instagram"],
      ["--youtube <handle>", "its handle on YouTube"],
      ["--timezone <zone>", "an IANA zone, for example Asia/Karachi"],
      ["--languages <languages>", "en, ur or en,ur"],
    ],
    load: () => import("./setup.ts"),
  },
];
