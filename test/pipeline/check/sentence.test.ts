import { expect, test } from "vitest";
import type { Language } from "../../../src/domain/summary.ts";
import { readSentence } from "../../../src/pipeline/check/sentence.ts";

const who = (text: string, language: Language = "en") =>
  readSentence(text, language)
    .who.filter(({ kind }) => kind !== "pronoun")
    .map((each) => each.text);
const speakers = (text: string, language: Language = "en") =>
  readSentence(text, language).speaking.map(({ who: speaker, beside }) => [speaker?.text, ...beside.map((each) => each.text)]);
const turned = (text: string, language: Language, kind: "negations" | "hedges") => {
  const sentence = readSentence(text, language);
  return sentence[kind].map(({ at, governs }) => `${sentence.tokens[at]?.plain} ${sentence.tokens[governs]?.plain}`);
};

test("a person is read with title, a body with what it is of, and a sentence's first word is nobody", () => {
  expect(who("Meanwhile, Sindh Labour Minister Tariq Sohail met ports secretary Nadia Rahim in Karachi.")).toEqual([
    "Sindh Labour Minister Tariq Sohail",
    "ports secretary Nadia Rahim",
    "Karachi",
  ]);
  expect(who("The education ministry told the provincial cabinet.")).toEqual(["education ministry", "provincial cabinet"]);
});

test("Urdu tells names by what is no everyday word, and bodies by their heads", () => {
  expect(who("صوبائی وزیر خزانہ عمران شورو نے کراچی میں سندھ حکومت کا بجٹ پیش کیا۔", "ur")).toEqual([
    "صوبائی وزیر خزانہ عمران شورو",
    "کراچی",
    "سندھ حکومت",
  ]);
});

test.each<[string, Language, readonly (readonly (string | undefined)[])[]]>([
  ["Rahim said the berths would cut waiting time.", "en", [["Rahim"]]],
  ["The berths open, according to a study by the Lyallpur Survey Centre.", "en", [["study", "Lyallpur Survey Centre"]]],
  ["“No one will load coal,” its chairman, Dr. Usman Bajwa, said.", "en", [["Usman Bajwa", "chairman"]]],
  ["Villagers in Harnai said the road was closed.", "en", [["villagers in harnai"]]],
  ["Engineers had warned of it three times.", "en", []],
  ["The ministry announced a plan.", "en", []],
  ["محکمہ داخلہ کے مطابق اپیل دائر ہوگی۔", "ur", [["محکمہ داخلہ"]]],
  ["وزیرِ تعلیم مہرین آفریدی نے کہا کہ استثنا پر غور ہوگا۔", "ur", [["وزیرِ تعلیم مہرین آفریدی"]]],
])("who speaks in: %s", (text, language, expected) => {
  expect(speakers(text, language)).toEqual(expected);
});

test.each<[string, Language, readonly string[]]>([
  ["The court did not accept the request.", "en", ["not accept"]],
  ["No province published a review.", "en", ["no province"]],
  ["He refused to sign.", "en", ["refused sign"]],
  ["It costs no more than five rupees, not only here.", "en", []],
  ["عدالت نے درخواست قبول نہیں کی۔", "ur", ["نہیں قبول"]],
])("what is denied in: %s", (text, language, expected) => {
  expect(turned(text, language, "negations")).toEqual(expected);
});

test.each<[string, Language, readonly string[]]>([
  ["It would probably lead to losses.", "en", ["would lead", "probably lead"]],
  ["The board is expected to meet.", "en", ["expected meet"]],
  ["The deal was reportedly signed in May.", "en", ["reportedly signed"]],
  ["خریداری تاخیر سے شروع ہو سکتی ہے۔", "ur", ["سکتی شروع"]],
])("what is left open in: %s", (text, language, expected) => {
  expect(turned(text, language, "hedges")).toEqual(expected);
});
