import { chownSync, statSync } from "node:fs";

/** Gives a file to whom the other belongs: what an administrator writes beside a database must stay readable for its program. */
export function ownAs(file: string, other: string): void {
  const [own, wanted] = [statSync(file), statSync(other)];
  if (own.uid !== wanted.uid || own.gid !== wanted.gid) chownSync(file, wanted.uid, wanted.gid);
}
