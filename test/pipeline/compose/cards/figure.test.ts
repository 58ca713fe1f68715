import { expect, it } from "vitest";
import { keyFigure } from "../../../../src/pipeline/compose/cards/figure.ts";
import { readStory } from "../../../../src/pipeline/compose/story.ts";
import { summaryOf } from "../house.ts";

const lead = "The planning board has set out its programme for the coming year in a paper for the provinces, its chairman said.";
const urduLead = "منصوبہ بندی بورڈ نے آئندہ سال کا پروگرام صوبوں کے سامنے رکھ دیا ہے، بورڈ کے چیئرمین نے کہا۔";

function figureIn(sentence: string, first = lead) {
  const figure = keyFigure(readStory(summaryOf(`${first}\n\n${sentence}`)), 40);
  if (!figure) return null;
  const { from: _, ...said } = figure;
  return said;
}

it.each([
  ["The four provinces will spend Rs. 1.1 trillion on the network until 2035.", { figure: "Rs. 1.1 trillion" }],
  [
    "Some 283,000 existing users will keep their contracts until they expire.",
    { figure: "283,000", hedge: "Some", meaning: "existing users will keep their contracts until they expire." },
  ],
  ["The board counted more than 41,000 families who wait a year for a pension.", { figure: "41,000", hedge: "more than" }],
  ["A survey found that 71 per cent of guest houses had no connection of their own.", { figure: "71%" }],
  ["Daytime demand from the grid fell by 9 per cent in two years across the country.", { figure: "9%" }],
])("%s is a figure with what it means", (sentence, said) => {
  expect(figureIn(sentence)).toMatchObject(said);
});

it("is one in Urdu too, with what follows its number", () => {
  expect(figureIn("صوبائی کابینہ نے انتخابات کے لیے 18 ارب 60 کروڑ روپے سے زائد کی منظوری دے دی ہے۔", urduLead)).toMatchObject({
    figure: "18 ارب 60 کروڑ روپے سے زائد",
  });
});

it("carries who says so as its second line", () => {
  expect(figureIn("The loss of one day was Rs. 38 billion in all five provinces, according to the power ministry.")).toMatchObject({
    meaning: "The loss of one day was Rs. 38 billion in all five provinces.",
    attribution: "according to the power ministry",
  });
});

it.each([
  "The court relied on Article 17 and on Section 144 of the code in its ruling against the ban.",
  "The tribunal for NA-258 will hear the two parties in the first week of the next month.",
  "The plan is called Vision 2030 and was drawn up by a committee of the five secretaries.",
  "The assembly will vote on 24 June 2027 after a debate that is to last for two days.",
  "Khyber Pakhtunkhwa came first with 63 per cent in the ranking of the provinces this time.",
  "Turnout in the district was 38.6 per cent, down from 47.2 per cent in the last election.",
  "The price for their surplus was cut from Rs. 27 to Rs. 11.30 a unit by the same regulator.",
  "The bank expects inflation of 5 to 7 per cent until the end of the coming June.",
  "Education receives Rs. 147 billion, health Rs. 88.4 billion and law and order Rs. 99.1 billion.",
  "The council has three members and will meet for the first time within two weeks.",
])("%s has none", (sentence) => {
  expect(figureIn(sentence)).toBeNull();
});
