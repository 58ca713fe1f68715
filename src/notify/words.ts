/** The one place for what people are told: the terminal, `status`, the webhook and e-mail all say these words. */
import type { Incident } from "../domain/incident.ts";

/** One thing to do, and the command that does it. */
export interface ToDo {
  /** As typed after `herald`: `resume x`; null: it isn't done here. */
  readonly command: string | null;
  /** What that does, or what to do: `sends the rest as approved`. */
  readonly does: string;
}

/** What the words need to know beside the incident. */
export interface Setting {
  /** The first words of the post; empty: unknown. */
  readonly firstWords: string;
  /** `X`, `YouTube Community`. */
  readonly platformName: string;
  /** Addresses (or ids) of what readers see of the post. */
  readonly visible: readonly string[];
  /** What a person has to post by hand. */
  readonly handoff: {
    readonly text: string;
    readonly openUrl: string;
    readonly pictures: number;
    readonly act?: "post" | "edit" | "delete";
  } | null;
  /** The commands that settle the post. */
  readonly offers: readonly ToDo[];
}

/** Nothing known beside the incident. */
export const bare: Setting = { firstWords: "", platformName: "", visible: [], handoff: null, offers: [] };

export interface Words {
  /** One line: `lusab-42 is held`. */
  readonly subject: string;
  /** Whole sentences. */
  readonly happened: string;
  /** What a person has to post, to the letter; in the message, so that a phone is enough. */
  readonly paste?: string;
  readonly todo: readonly ToDo[];
}

function act(does: string, command: string | null = null): ToDo {
  return { command, does };
}

function name({ post, account }: Incident, { firstWords }: Setting): string {
  return `${post} on ${account}${firstWords === "" ? "" : ` (“${firstWords}”)`}`;
}

function sentences(...parts: readonly string[]): string {
  return parts.filter((part) => part !== "").join(" ");
}

function out({ visible }: Setting): string {
  return visible.length === 0 ? "" : `Readers see already: ${visible.join(" ")}`;
}

function held(incident: Incident, setting: Setting): Words {
  const { post, reason } = incident;
  const what = sentences(`${name(incident, setting)} is held: ${reason}`, "Nothing more of it is sent until you decide.", out(setting));
  return { subject: `${post} is held`, happened: what, todo: [act("Look at the account itself, at what readers see."), ...setting.offers] };
}

function failed(incident: Incident, setting: Setting): Words {
  const { post, reason } = incident;
  return {
    subject: `${post} failed`,
    happened: sentences(`${name(incident, setting)} failed: ${reason}`, out(setting)),
    todo: setting.offers,
  };
}

function missed(incident: Incident, setting: Setting): Words {
  const { post, reason } = incident;
  return { subject: `${post} was missed`, happened: `${name(incident, setting)} did not go out: ${reason}`, todo: setting.offers };
}

function stopped(incident: Incident, setting: Setting): Words {
  const { post, reason } = incident;
  const what = `${name(incident, setting)} was stopped between its parts (${reason}). It does not go on by itself.`;
  return { subject: `${post} is stopped half-way`, happened: sentences(what, out(setting)), todo: setting.offers };
}

/** What a person is to do, and in short. */
const acts = {
  post: { wait: "post it by hand", short: "post" },
  edit: { wait: "paste its corrected text over the old one by hand", short: "correct" },
  delete: { wait: "delete it by hand", short: "delete" },
} as const;

function handOff(incident: Incident, setting: Setting): Words {
  const { post, account, kind } = incident;
  const still = kind === "overdue" ? "is overdue and still waits" : kind === "reminder" ? "still waits" : "waits";
  const soon = kind === "reminder" ? "It will soon be late." : "";
  const where = setting.platformName === "" ? "" : ` on ${setting.platformName}`;
  const { wait, short } = acts[setting.handoff?.act ?? "post"];
  const subjects: Partial<Record<Incident["kind"], string>> = {
    reminder: `${post} will soon be late: ${short} it on ${account}`,
    overdue: `${post} is overdue: ${short} it on ${account}`,
  };
  return {
    subject: subjects[kind] ?? `${post} is yours to ${short} on ${account}`,
    happened: sentences(`${name(incident, setting)} ${still} for you to ${wait}${where}.`, soon),
    ...(setting.handoff ? { paste: setting.handoff.text } : {}),
    todo: [
      ...(setting.handoff ? [act(`Open ${setting.handoff.openUrl}`)] : []),
      ...(setting.handoff?.pictures ? [act("puts its pictures there", `preview ${post} --out FOLDER`)] : []),
      ...setting.offers,
    ],
  };
}

function doNotPost(incident: Incident, setting: Setting): Words {
  const { post, account, reason } = incident;
  const what = `Do not post ${name(incident, setting)}: it is paused (${reason}). You will be told when it may be posted.`;
  return { subject: `Do not post ${post} on ${account}: it is paused`, happened: what, todo: setting.offers };
}

function expired(incident: Incident, setting: Setting): Words {
  const { post, account, reason } = incident;
  const what = `Do not post ${name(incident, setting)} any more. ${reason}`;
  return { subject: `Do not post ${post} on ${account}: it has expired`, happened: what, todo: setting.offers };
}

function paused({ account, reason }: Incident): Words {
  const who = account === null ? "Everything" : `Account ${account}`;
  return {
    subject: account === null ? "Everything is paused" : `Account ${account} is paused`,
    happened: `${who} is paused: ${reason} What is scheduled waits; nothing is lost.`,
    todo: [act("tells whether it is mended", "doctor"), act("goes on", `resume ${account ?? "--all"}`)],
  };
}

function unreachable({ platform, reason }: Incident, { platformName }: Setting): Words {
  return {
    subject: `${platformName || platform} can't be reached`,
    happened: `${reason} What is due waits, and goes out by itself when it answers again and is still news.`,
    todo: [
      act("Look at this machine's network and its proxy settings, then at the platform's status page."),
      act("tells whether it answers", "doctor"),
    ],
  };
}

function duplicate(incident: Incident, setting: Setting): Words {
  const { post, account, ids } = incident;
  return {
    subject: `${post} may stand twice on ${account}`,
    happened: `${name(incident, setting)} may stand twice: ${ids.join(" and ")}.`,
    todo: [act("Look at both and delete one."), act("you have seen to it", `dismiss ${incident.id}`)],
  };
}

function clock({ reason }: Incident): Words {
  return {
    subject: "This machine's clock can't be trusted",
    happened: `${reason} Until then nothing is begun that readers would see.`,
    todo: [act("Set this machine's clock right (by NTP).")],
  };
}

function secondLook(incident: Incident, setting: Setting): Words {
  const { post, account, reason } = incident;
  return {
    subject: `${post} on ${account} needs a second look`,
    happened: sentences(`${name(incident, setting)} went out, or will, by one person's word.`, reason, out(setting)),
    todo: [act("you have read it against its source and stand by it", `look ${post}`), ...setting.offers],
  };
}

/** `count`: the days it lasts still; 0: it is over. */
function login({ account, reason, count }: Incident): Words {
  return {
    subject: count === 0 ? `Account ${account} must be connected again` : `The login of account ${account} runs out`,
    happened: `Account ${account}: ${reason}`,
    todo: [act("connects it again", `connect ${account}`)],
  };
}

const byKind: Readonly<Record<Incident["kind"], (incident: Incident, setting: Setting) => Words>> = {
  held,
  failed,
  missed,
  stopped,
  "hand-off": handOff,
  reminder: handOff,
  overdue: handOff,
  "do-not-post": doNotPost,
  expired,
  paused,
  unreachable,
  duplicate,
  clock,
  "second-look": secondLook,
  login,
};

/** What happened, to which post, and what to do. */
export function wordsFor(incident: Incident, setting: Setting = bare): Words {
  return byKind[incident.kind](incident, setting);
}

/** One thing to do as a line. */
export function sayToDo({ command, does }: ToDo): string {
  return command === null ? does : `herald ${command} — ${does}`;
}

/** All of it, as an e-mail's body. */
export function sayWords({ happened, paste, todo }: Words): string {
  const text = paste === undefined ? [] : ["The text:", "", paste, ""];
  return [happened, "", ...text, ...todo.map(sayToDo)].join("\n");
}
