import { expect, test } from "vitest";
import { attributed, fronted } from "../../src/language/attribution.ts";

test.each([
  [
    "The secretary will keep the word, ending a dispute, the council’s secretary, Naila Rizvi, said.",
    "The secretary will keep the word, ending a dispute",
    "the council’s secretary, Naila Rizvi, said",
  ],
  [
    "Wattoo has won by 1,873 votes, according to unofficial results, defeating both parties.",
    "Wattoo has won by 1,873 votes, defeating both parties",
    "according to unofficial results",
  ],
  [
    "“We will not sell a single hospital,” secretary Noreen Virk said on Thursday as she set out the terms.",
    "“We will not sell a single hospital”",
    "secretary Noreen Virk said on Thursday",
  ],
  [
    "Lahore will charge trucks for each entry into the city, the environment council decided on Wednesday.",
    "Lahore will charge trucks for each entry into the city",
    "the environment council decided on Wednesday",
  ],
  [
    "The government will set no price this year, Food Secretary Iqbal Mahar told the Senate on Tuesday, and will buy less.",
    "The government will set no price this year, and will buy less",
    "Food Secretary Iqbal Mahar told the Senate on Tuesday",
  ],
])("%s names who says so", (sentence, claim, attribution) => {
  expect(attributed(sentence, "en")).toEqual({ claim, attribution });
});

test("what is shared according to an area is nobody’s claim", () => {
  expect(attributed("Provinces must share the cost according to the area that each protects.", "en").attribution).toBeNull();
  expect(attributed("The law was struck down, a step the court ruled out in 2021.", "en").attribution).toBeNull();
});

const front = (sentence: string, text = sentence, language: "en" | "ur" = "en") => fronted(attributed(sentence, language), language, text);

test("who says so can stand in front of the claim", () => {
  expect(front("The levy will rise by a tenth in March, the finance ministry said on Friday.")).toBe(
    "The finance ministry said on Friday that the levy will rise by a tenth in March.",
  );
  expect(front("Fifty-two per cent would pay more for power, according to a poll by the Lyallpur Centre.")).toBe(
    "According to a poll by the Lyallpur Centre, fifty-two per cent would pay more for power.",
  );
  expect(front("ملک کے 61 فیصد شہری بلدیاتی اداروں کو بااعتماد سمجھتے ہیں، ایک جائزے کے مطابق۔", "", "ur")).toBe(
    "ایک جائزے کے مطابق ملک کے 61 فیصد شہری بلدیاتی اداروں کو بااعتماد سمجھتے ہیں۔",
  );
});

test("nothing is taken out of a quotation, and nobody stands in front of what others say", () => {
  expect(
    attributed("“The levy, according to a poll by the Lyallpur Centre, will fall on growers, and we shall pay it”", "en").attribution,
  ).toBeNull();
  expect(front("The levy will rise in March, growers said it would ruin them, according to a poll by the Lyallpur Centre.")).toBeNull();
});

test("who says so stands in front with a name of its own where it only had the claim’s", () => {
  expect(front("The department will pay 93 lakh families from January, its director-general, Amina Shahbaz, announced on Monday.")).toBe(
    "Director-general Amina Shahbaz announced on Monday that the department will pay 93 lakh families from January.",
  );
  expect(front("The line carried 31 crore passengers and lost Rs. 4.6 a ride, the auditor general has found.")).toBe(
    "The auditor general has found that the line carried 31 crore passengers and lost Rs. 4.6 a ride.",
  );
  expect(front("Lahore will charge trucks for each entry into the city, the environment council decided on Wednesday.")).toBe(
    "The environment council decided on Wednesday that Lahore will charge trucks for each entry into the city.",
  );
});

test("a word keeps its capital only where it is a name, and one that may be either stays where it is", () => {
  const said = ", the energy ministry said.";
  expect(front(`Punjab will close 600 schools for a week${said}`, `Traders in Punjab object.${said}`)).toBe(
    "The energy ministry said that Punjab will close 600 schools for a week.",
  );
  expect(front(`Power cuts will end in the first week of May${said}`)).toBe(
    "The energy ministry said that power cuts will end in the first week of May.",
  );
  expect(front(`Kundian will be closed for repairs until the first week of May${said}`)).toBeNull();
  expect(front("The department will pay 93 lakh families, its director-general announced.")).toBeNull();
});
