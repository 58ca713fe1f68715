import { isMerged } from "./often.ts";
import type { Trx } from "./schema.ts";

type Asked<T extends readonly unknown[]> = { readonly [Index in keyof T]: PromiseLike<T[Index]> };

/**
 * Asks several questions of one transaction at once: a server is sent all of them before it has answered the first, and carries them
 * out in this order. Where one fails, the others are waited for all the same, so that none comes after the transaction's end; of several
 * failures the first in this order is thrown: what comes behind it fails with it, and doesn't say why.
 */
export async function together<T extends readonly unknown[]>(...asked: Asked<T>): Promise<T> {
  const settled = await Promise.allSettled(asked);
  const failed = settled.find(({ status }) => status === "rejected");
  if (failed?.status === "rejected") throw failed.reason;
  return (await Promise.all(asked)) as unknown as T;
}

/** The same of many: side by side where that lets them ask together, and then none sees what another changes; else in turn. */
export async function ofEach<A, R>(trx: Trx, all: readonly A[], ask: (one: A) => Promise<R>): Promise<readonly R[]> {
  if (isMerged(trx)) return await together(...all.map(ask));
  const answers: R[] = [];
  for (const one of all) answers.push(await ask(one));
  return answers;
}
