import { expect, it } from "vitest";
import { keyQuotation } from "../../../../src/pipeline/compose/cards/quotation.ts";
import { readStory } from "../../../../src/pipeline/compose/story.ts";
import { summaryOf } from "../house.ts";

const lead = "Punjab’s health department will hand 14 hospitals to private managers, according to a report published by the ministry.";
const urduLead = "سندھ حکومت نے آئندہ مالی سال کا بجٹ پیش کر دیا ہے اور پانچ میں سے چار نئے ٹیکس واپس لے لیے ہیں۔";

function quotationIn(text: string, first = lead) {
  const summary = summaryOf(`${first}\n\n${text}`);
  const found = keyQuotation(summary, readStory(summary), 40);
  return found && `${found.quotation} / ${found.speaker}`;
}

it.each([
  [
    "“A bridge that was promised cannot become a bill overnight,” Rukhsana Jatoi said on Friday.",
    "A bridge that was promised cannot become a bill overnight. / Rukhsana Jatoi",
  ],
  [
    "“No one will load coal in the dark,” said Hafiz Akram, who speaks for the market.",
    "No one will load coal in the dark. / Hafiz Akram, who speaks for the market",
  ],
  [
    "Noreen Virk said: “We will not sell a single hospital in this province.”",
    "We will not sell a single hospital in this province. / Noreen Virk",
  ],
  [
    "“Who counts the beds when the ward is locked?” the minister’s adviser, Sana Mir, asked.",
    "Who counts the beds when the ward is locked? / The minister’s adviser, Sana Mir",
  ],
  [
    "Dr. Sana Mir of the Centre for Policy said the rule would cost guests. “A guest house has no clerk for forms,” she said.",
    "A guest house has no clerk for forms. / Dr. Sana Mir of the Centre for Policy",
  ],
  [
    "“A promise in a signed agreement is not a tariff,” the report says.",
    "A promise in a signed agreement is not a tariff. / A report published by the ministry",
  ],
])("%s is a quotation", (text, said) => {
  expect(quotationIn(text)).toBe(said);
});

it.each([
  ["one word", "The envoy called the deal “game-changing” and left for Brussels on the same evening."],
  ["a phrase out of a sentence", "Karimov called the railway “the shortest road to the warm sea of them all”."],
  ["a sentence in two pieces", "“She can call it a lease as long as she likes,” Usman Bajwa said, “but the patient will call it a bill.”"],
  ["a speaker whom only the text before names", "The plan has critics. “We will count pupils, not sacks of flour,” their federation said."],
  ["nobody who says it", "“We will count pupils, not sacks of flour, in every school of the province.”"],
  ["a union that isn't named", "“No one will load coal in the dark of these berths,” the union said in a statement."],
])("%s is none", (_, text) => {
  expect(quotationIn(text)).toBeNull();
});

it("is found in Urdu, with its speaker, and not where the speaker is only pointed to", () => {
  const words = "ہر سال ایک ہی پل کا افتتاح ہوتا ہے اور ایک ہی سڑک کا بجٹ آتا ہے";
  expect(quotationIn(`اپوزیشن لیڈر ثمینہ اعوان نے کہا کہ ’’${words}‘‘۔`, urduLead)).toBe(`${words} / اپوزیشن لیڈر ثمینہ اعوان`);
  expect(quotationIn(`ان کے بقول ’’${words}‘‘۔`, urduLead)).toBeNull();
  expect(quotationIn(`انہوں نے کہا کہ ’’${words}‘‘۔`, urduLead)).toBeNull();
});

it("is not the headline once more", () => {
  const text = "“We will not sell a single hospital in this province,” Noreen Virk said on Thursday as she set out the terms.";
  expect(quotationIn("The managers will be paid for each patient whom they treat in the ward.", text)).toBeNull();
});
