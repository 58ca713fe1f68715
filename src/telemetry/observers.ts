import type { Handling, Observer } from "../worker/observer.ts";

/** Lets several listen as one. What goes wrong in one is told once and stops nothing: neither the others nor the work. */
export function together(observers: readonly Observer[], failed: (error: unknown) => void): Observer {
  let said = false;
  const safely = <T>(listen: () => T): T | undefined => {
    try {
      return listen();
    } catch (error) {
      if (!said) failed(error);
      said = true;
      return undefined;
    }
  };
  const each = <O>(those: readonly O[], listen: (one: O) => void) => {
    for (const one of those) safely(() => listen(one));
  };
  return {
    looked: () => each(observers, (one) => one.looked()),
    took: (post, since) => {
      const hands = observers.flatMap((one) => safely(() => one.took(post, since)) ?? []);
      return handlingOf(hands, each, safely);
    },
  };
}

type Each = <O>(those: readonly O[], listen: (one: O) => void) => void;

function handlingOf(hands: readonly Handling[], each: Each, safely: <T>(listen: () => T) => T | undefined): Handling {
  return {
    step: (step, act) => {
      const heard = hands.flatMap((one) => safely(() => one.step(step, act)) ?? []);
      return (answer) => each(heard, (hear) => hear(answer));
    },
    shows: (moment, late) => each(hands, (one) => one.shows(moment, late)),
    left: () => each(hands, (one) => one.left()),
  };
}
