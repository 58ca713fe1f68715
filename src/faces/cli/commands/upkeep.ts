import type { Entry } from "../entry.ts";

/** What keeps the house: its record, its copies, its templates and settings. */
export const upkeep: readonly Entry[] = [
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
    load: () => import("../audit.ts"),
  },
  {
    usage: "backup <file>",
    about: "copy the whole queue into a file, checked, while Herald goes on working",
    options: [["--overwrite", "replace a file of this name"]],
    load: () => import("../backup.ts"),
  },
  {
    usage: "restore <file>",
    about: "put a backup in the database's place; it starts paused, and the database that was there is kept beside it",
    load: () => import("../restore.ts"),
  },
  {
    usage: "migrate",
    about: "move the whole queue to another database, compared row by row; the one that it leaves is sealed and publishes nothing",
    options: [
      ["--to <url>", "an empty database, as DATABASE_URL names one; if a move was cut off, the same again"],
      ["--unseal", "let the queue that was moved, or was to be, go on here"],
    ],
    load: () => import("../migrate.ts"),
  },
  {
    usage: "templates <action>",
    about: "`templates check` fills every template with every example and names file and line of what is wrong",
    load: () => import("../templates.ts"),
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
    load: () => import("../setup.ts"),
  },
];
