import { type Instant, toIso } from "../domain/instant.ts";
import { attempt, forgive } from "./attempts.ts";
import { keepChallenge, takeChallenge } from "./challenges.ts";
import type { Database } from "./database.ts";
import { knowsDevice } from "./devices.ts";
import { invitation, invite } from "./invitations.ts";
import { addPasskey, passkey, passkeysOf, removePasskey } from "./passkeys.ts";
import type { People } from "./people.ts";
import { noteOn } from "./people-record.ts";
import { decidePeople, footings, handleOf, keepPassword, people, person, proofOf } from "./persons.ts";
import type { Signed } from "./record.ts";
import type { Trx } from "./schema.ts";
import { end, endAll, open, session, sessionsOf, touch } from "./sessions.ts";
import type { SignIns } from "./sign-ins.ts";

/** The people on any dialect. */
export function peopleOn({ read, write }: Database): People {
  return {
    list: () => read((trx) => people(trx)),
    footings: (at) => read((trx) => footings(trx, at)),
    person: (id) => read((trx) => person(trx, id)),
    proofOf: (email) => read((trx) => proofOf(trx, email)),
    handleOf: (id) => read((trx) => handleOf(trx, id)),
    decide: (decide, at, by) => write((trx) => decidePeople(trx, decide, at, by)),
    keepPassword: (personId, encoded, at, by) => write((trx) => keepNewPassword(trx, personId, encoded, { at, by })),
    invite: (wanted, at, by) =>
      write(async (trx) => {
        await invite(trx, wanted, at, by);
        await noteOn(trx, wanted.personId, "invite", { purpose: wanted.purpose, expiresAt: toIso(wanted.expiresAt) }, { at, by });
      }),
    invitation: (digest, at) => read((trx) => invitation(trx, digest, at)),
    accept: (digest, encoded, at) => write((trx) => accept(trx, digest, encoded, at)),
    signOut: (personId, at, by, but) =>
      write(async (trx) => {
        const ended = await endAll(trx, personId, but);
        if (ended > 0) await noteOn(trx, personId, "sign-out", { sessions: ended }, { at, by });
        return ended;
      }),
  };
}

async function keepNewPassword(trx: Trx, personId: string, encoded: string, signed: Signed): Promise<void> {
  await keepPassword(trx, personId, encoded);
  await noteOn(trx, personId, "password", {}, signed);
}

async function accept(trx: Trx, digest: string, encoded: string, at: Instant): Promise<boolean> {
  const good = await invitation(trx, digest, at);
  if (good === undefined) return false;
  await keepNewPassword(trx, good.personId, encoded, { at, by: good.personId });
  return true;
}

/** Who is signed in, on any dialect. */
export function signInsOn({ read, write }: Database): SignIns {
  return {
    open: (opening, at) => write((trx) => open(trx, opening, at)),
    session: (digest, at) => read((trx) => session(trx, digest, at)),
    touch: (digest, at, expiresAt) => write((trx) => touch(trx, digest, at, expiresAt)),
    sessionsOf: (personId, at) => read((trx) => sessionsOf(trx, personId, at)),
    end: (which) => write((trx) => end(trx, which)),
    knowsDevice: (digest, personId, at) => read((trx) => knowsDevice(trx, digest, personId, at)),
    attempt: (id, subjects, admit, at) => write((trx) => attempt(trx, { id, subjects, at }, admit)),
    forgive: (id, subjects) => write((trx) => forgive(trx, id, subjects)),
    passkeysOf: (personId) => read((trx) => passkeysOf(trx, personId)),
    passkey: (id) => read((trx) => passkey(trx, id)),
    addPasskey: (added, at, by) =>
      write(async (trx) => {
        const isNew = await addPasskey(trx, added);
        if (isNew) await noteOn(trx, added.personId, "passkey-add", { passkey: added.id, name: added.name }, { at, by });
        return isNew;
      }),
    removePasskey: (personId, id, at, by) =>
      write(async (trx) => {
        const isGone = await removePasskey(trx, personId, id);
        if (isGone) await noteOn(trx, personId, "passkey-remove", { passkey: id }, { at, by });
        return isGone;
      }),
    keepChallenge: (digest, personId, expiresAt, at) => write((trx) => keepChallenge(trx, digest, personId, expiresAt, at)),
    takeChallenge: (digest, personId, at) => write((trx) => takeChallenge(trx, digest, personId, at)),
  };
}
