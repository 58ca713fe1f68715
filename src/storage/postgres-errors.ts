/** What PostgreSQL's errors mean here: https://www.postgresql.org/docs/current/errcodes-appendix.html */

/** The same transaction may succeed after these: a serialization failure, a deadlock, a lock waited for in vain. */
const passing = ["40001", "40P01", "55P03"];

/** The server ends or refuses connections, and takes them again by itself: it starts, stops, is full, or is a replica for now. */
const away = ["57P01", "57P02", "57P03", "57P05", "25P03", "25006", "53300", "57014"];

/** The server's disk or memory is full, or fails. */
const full = ["53000", "53100", "53200", "58030"];

/** The system's words for a server that can't be reached. */
const unreached =
  /^(?:ECONN(?:REFUSED|RESET|ABORTED)|E(?:PIPE|TIMEDOUT|HOSTUNREACH|HOSTDOWN|NETUNREACH|NETDOWN|NETRESET)|ENOTFOUND|EAI_AGAIN|ENOENT)$/;

/** `pg`'s own words for it, which carry no code. */
const lost = /^(?:Connection terminated|timeout expired|Query read timeout|Client has encountered a connection error)/;

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error && typeof error.code === "string" ? error.code : "";
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Somebody else was in the way. */
export function isPassing(error: unknown): boolean {
  return passing.includes(codeOf(error)) || isStale(error);
}

/** Somebody has a lock for longer than it was waited for: on an account, or on what is said of a platform. */
export function isEngaged(error: unknown): boolean {
  return codeOf(error) === "55P03" || codeOf(error) === "40P01";
}

/** A prepared statement's table has been given another column by a newer program: on a fresh connection it is prepared anew. */
export function isStale(error: unknown): boolean {
  return codeOf(error) === "0A000" && messageOf(error).includes("cached plan must not change result type");
}

/** The server is gone, for now: whether what was asked of it took effect is not known. */
export function isAway(error: unknown): boolean {
  const code = codeOf(error);
  return away.includes(code) || code.startsWith("08") || unreached.test(code) || lost.test(messageOf(error));
}

/** The server has no room: what was committed stands. */
export function isServerFull(error: unknown): boolean {
  return full.includes(codeOf(error));
}

/** What stands in the way of opening the database at `place`, in one sentence; the error as it is where nothing is known of it. */
export function explained(error: unknown, place: string): unknown {
  const sentence = sentenceFor(error, place);
  return sentence === null ? error : new Error(sentence, { cause: error });
}

function sentenceFor(error: unknown, place: string): string | null {
  const [code, why] = [codeOf(error), messageOf(error)];
  const known = ofCode[code];
  if (known) return known(place, why);
  if (/client password must be a string/.test(why)) return `The database ${place} asks for a password, and DATABASE_URL names none.`;
  if (isServerFull(error)) return `The database ${place} can't be written (${why}): make room on its server, then try again.`;
  if (isAway(error)) return `The database ${place} can't be reached (${code || why}): see that PostgreSQL runs there, and DATABASE_URL.`;
  if (/SSL|TLS|certificate|CERT/i.test(`${code} ${why}`))
    return `The database ${place} and Herald find no safe connection (${why}): see sslmode and sslrootcert in DATABASE_URL.`;
  return null;
}

export function mayNot(place: string): string {
  return `The user in DATABASE_URL may not make tables in ${place}: make it the owner of the database.`;
}

const refused = (place: string) => `The database ${place} refuses the user or the password in DATABASE_URL.`;

const ofCode: Readonly<Record<string, (place: string, why: string) => string>> = {
  "28P01": refused,
  "28000": (place, why) =>
    `The database ${place} refuses the connection (${why}): see the user in DATABASE_URL, and the server's pg_hba.conf.`,
  "3D000": (place) =>
    `There is no database ${place} on that server; make it: CREATE DATABASE … ENCODING 'UTF8' TEMPLATE template0, owned by Herald's user.`,
  "42501": mayNot,
  "42P07": (place, why) => `The database ${place} holds tables that are not Herald's (${why}): give Herald a database of its own.`,
  "3F000": (place) => `The database ${place} has no schema to make tables in: make one, and name it in the user's search_path.`,
};
