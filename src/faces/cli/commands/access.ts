import type { Entry } from "../entry.ts";

/** Who works with Herald, and what: accounts, people, programs, letters. */
export const access: readonly Entry[] = [
  {
    usage: "connect <account>",
    about: "connect an account: by consent at its platform where the app's client is set, else by its variables; kept encrypted",
    options: [
      ["--variables", "ask for the account's variables, also where consent could be asked for"],
      ["--file <file>", "take the variables from lines NAME=VALUE (- for standard input) instead of asking for them"],
      ["--unverified", "keep them without asking the platform"],
    ],
    load: () => import("../connect.ts"),
  },
  { usage: "disconnect <account>", about: "forget the login that the database keeps", load: () => import("../disconnect.ts") },
  {
    usage: "secret <action>",
    about: "`secret rotate` encrypts kept logins with HERALD_SECRET that were encrypted with HERALD_SECRET_OLD",
    load: () => import("../secret.ts"),
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
    load: () => import("../user.ts"),
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
    load: () => import("../webhook.ts"),
  },
  {
    usage: "digest [action] [person]",
    about: "what goes out today, what waits for whom and what went wrong, as the morning digest tells it; `digest on|off [PERSON]`",
    load: () => import("../digest.ts"),
  },
  {
    usage: "key <action> [name]",
    about: "keys with which programs use the API: add NAME, list, revoke NAME; a key acts for you, with some of your rights",
    options: [
      ["--rights <rights>", "read,write,review,approve,hand-off,settle,break,correct,pause,resume,house (read,write)"],
      ["--expires <time>", "ends by itself then"],
      ["--person <person>", "for whom it acts, where an admin makes it"],
    ],
    load: () => import("../key.ts"),
  },
  {
    usage: "mcp",
    about: "serve a language model with tools (MCP, on standard input and output): it drafts, previews and checks, and approves nothing",
    load: () => import("../mcp.ts"),
  },
  { usage: "letters", about: "who was told what about drafts and posts, and when", load: () => import("../letters.ts") },
];
