import type { Choice } from "../../desk/compose-again.ts";
import { recompose } from "../../desk/edit.ts";
import { cardKinds, themes } from "../../domain/look.ts";
import { block, ok, type Result, refuse } from "../../domain/problem.ts";
import { flag, type Run, type Typed, textOption, word } from "./command.ts";
import { onPosts } from "./posts.ts";

/** One of the words, or `auto`; undefined where none was typed. */
function oneOf<T extends string>(typed: Typed, name: string, known: readonly T[]): Result<T | "auto" | undefined> {
  const written = textOption(typed, name);
  const found = [...known, "auto" as const].find((each) => each === written);
  if (written === undefined || found !== undefined) return ok(found);
  return refuse(block("usage-look", `--${name} ${written}`, `There is no ${name} of this name.`, `Choose ${known.join(", ")} or auto.`));
}

function choiceTyped(typed: Typed): Result<Choice> {
  const [card, theme] = [oneOf(typed, "card", cardKinds), oneOf(typed, "theme", themes)];
  if (!card.ok) return card;
  if (!theme.ok) return theme;
  return ok({ ...(card.value ? { card: card.value } : {}), ...(theme.value ? { theme: theme.value } : {}) });
}

export const run: Run = (wiring, typed) =>
  onPosts(wiring, typed, async (desk) => {
    const choice = choiceTyped(typed);
    return choice.ok ? recompose(desk, word(typed, 0), flag(typed, "afresh"), choice.value) : choice;
  });
