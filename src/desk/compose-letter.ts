import type { KeptLetter, Letter } from "../domain/letter.ts";
import type { PostView } from "../domain/view.ts";
import type { Composed } from "../notify/letters/deliver.ts";
import { reachOf, waysTo } from "../notify/letters/reach.ts";
import { type LetterText, sayLetter, saySilenced, type Told } from "../notify/letters/words.ts";
import type { Bundle } from "../storage/letters.ts";
import { accountOf, type Desk, nowOf } from "./desk.ts";
import { firstWordsOf } from "./first-words.ts";
import { type Audience, audienceOf, lettersOfPosts, openWays, silencedLetters } from "./letters.ts";

function isSame(one: Letter, other: Letter): boolean {
  return one.person === other.person && one.kind === other.kind && one.subject === other.subject && one.about === other.about;
}

function toldOf(desk: Desk, view: PostView, letter: KeptLetter): Told {
  const account = accountOf(desk, view.post.account);
  return {
    view,
    firstWords: firstWordsOf(desk, view),
    platformName: desk.registry[view.post.platform].name,
    timezone: account.ok ? account.value.timetable.timezone : desk.settings.timezone,
    slotAt: letter.slotAt,
  };
}

/** Where the letter goes; null: this person isn't written to by this way. */
function addressFor(desk: Desk, { person, way }: Bundle, { people, reaches }: Audience): string | null {
  const who = people.find(({ id }) => id === person);
  const reach = reachOf(person, reaches);
  if (!who || !waysTo(reach, openWays(desk)).includes(way)) return null;
  return way === "email" ? who.email : reach.chat;
}

/** What still holds of the bundle, in words; worked out from the posts as they stand this moment. */
export async function composeLetter(desk: Desk, bundle: Bundle): Promise<Composed> {
  const audience = await audienceOf(desk);
  const to = addressFor(desk, bundle, audience);
  const ids = bundle.letters.map(({ id }) => id);
  if (to === null) return { dropped: ids, letter: null };
  const { held, text } = await wordsOf(desk, bundle, audience);
  const dropped = ids.filter((id) => held.every((letter) => letter.id !== id));
  return { dropped, letter: text && { to, text } };
}

interface Words {
  readonly held: readonly KeptLetter[];
  readonly text: LetterText | null;
}

async function wordsOf(desk: Desk, { kind, letters }: Bundle, audience: Audience): Promise<Words> {
  const [now, origin] = [nowOf(desk), desk.settings.publicUrl];
  if (kind === "silenced") {
    const wanted = silencedLetters(audience, now);
    const held = letters.filter((letter) => wanted.some((one) => isSame(one, letter)));
    const people = held.map(({ subject }) => subject);
    return { held, text: held.length > 0 ? saySilenced(people, origin) : null };
  }
  const views = await desk.store.views([...new Set(letters.map(({ subject }) => subject))]);
  const wanted = await lettersOfPosts(desk, views, audience);
  const held = letters.filter((letter) => (wanted.get(letter.subject) ?? []).some((one) => isSame(one, letter)));
  const posts = views.flatMap((view) => {
    const letter = held.find(({ subject }) => subject === view.post.id);
    return letter ? [toldOf(desk, view, letter)] : [];
  });
  return { held, text: posts.length > 0 ? sayLetter(kind, posts, { origin, now }) : null };
}
