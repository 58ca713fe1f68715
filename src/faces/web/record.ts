import { type Decision, readRecord, stretchOf, verifyRecord } from "../../desk/audit.ts";
import { gistOf } from "../../desk/gist.ts";
import { agent } from "../../domain/person.ts";
import { page, problemPage } from "./page.ts";
import type { Routes } from "./routes.ts";
import { inFull, zoneOf } from "./times.ts";
import type { Visit } from "./visit.ts";

const rowsAtOnce = 100;

function rowOf({ seq, at, by, kind, subject, body, hash }: Decision, zone: string) {
  const { reason = "", digest = "", via } = gistOf(body);
  const [, post] = /^post (\S+)$/.exec(subject) ?? [];
  return {
    seq,
    at: inFull(at, zone),
    by,
    key: via === agent ? null : (via ?? null),
    isAgents: via === agent,
    kind,
    subject,
    post: post ?? null,
    reason,
    digest,
    hash: hash.slice(0, 12),
  };
}

async function show(visit: Visit): Promise<Response> {
  const { desk, context } = visit;
  const before = Number(context.req.query("before"));
  const stretch = await stretchOf(desk, rowsAtOnce, Number.isSafeInteger(before) && before > 0 ? before : undefined);
  if (!stretch.ok) return problemPage(visit, stretch.problems, 403);
  const verified = context.req.query("verify") === undefined ? null : await verifyRecord(desk);
  const zone = zoneOf(visit);
  return page(visit, {
    view: "record",
    place: "record",
    values: {
      rows: stretch.value.decisions.map((decision) => rowOf(decision, zone)),
      before: stretch.value.before,
      verified: verified?.ok ? verified.value : null,
    },
    problems: verified?.ok === false ? verified.problems : [],
    status: 200,
  });
}

/** The whole record, a line a decision, as it is read from the database. */
function lines({ context, desk }: Visit): Response {
  const headers = { "Content-Type": "application/jsonl; charset=utf-8", "Content-Disposition": 'attachment; filename="record.jsonl"' };
  // Nobody would read the lines of an answer without a body.
  if (context.req.method === "HEAD") return context.body(null, 200, { ...headers, "Cache-Control": "no-store" });
  const encoder = new TextEncoder();
  const { readable, writable } = new TransformStream<Uint8Array>();
  const writer = writable.getWriter();
  // A line is read when the one before was taken: the record may be longer than memory.
  const write = (decision: Decision) => writer.write(encoder.encode(`${JSON.stringify(decision)}\n`));
  readRecord(desk, {}, write).then(
    () => writer.close(),
    (error: unknown) => writer.abort(error).catch(() => undefined),
  );
  return context.body(readable, 200, { ...headers, "Cache-Control": "no-store" });
}

/** `/record`: who decided what and when, whether it is whole, and all of it as JSON Lines. */
export function record(routes: Routes): void {
  routes.get("/record", "house", show);
  routes.get("/record.jsonl", "house", lines);
}
