import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutStrays } from "../../src/language/invisible.ts";

test("bidi overrides, isolates and zero-width characters go", () => {
  expect(withoutStrays("\ufeffRs. \u202e005\u202c cr\u200bore\u2066s\u2069 so\u00adft\u0000")).toBe("Rs. 005 crores soft");
});

test("a non-joiner stays inside an Urdu word and goes elsewhere", () => {
  expect(withoutStrays("بے\u200cروزگاری بڑھ\u200c گئی")).toBe("بے\u200cروزگاری بڑھ گئی");
  expect(withoutStrays("pol\u200cicy")).toBe("policy");
});

test("a joiner stays in emoji and on Urdu letters", () => {
  expect(withoutStrays("👩‍⚖️ a\u200db")).toBe("👩‍⚖️ ab");
  expect(withoutStrays("ھ\u200d")).toBe("ھ\u200d");
});

test("a direction mark stays beside punctuation in Urdu and goes everywhere else", () => {
  expect(withoutStrays("ادارے (IMF)\u200f نے قرض\u200f کی منظوری دی")).toBe("ادارے (IMF)\u200f نے قرض کی منظوری دی");
  expect(withoutStrays("the fund (IMF)\u200f agreed")).toBe("the fund (IMF) agreed");
});

test("a flag keeps its tag letters, hidden text loses them", () => {
  const scotland = "\u{1F3F4}\u{E0067}\u{E0062}\u{E0073}\u{E0063}\u{E0074}\u{E007F}";
  expect(withoutStrays(`${scotland} x\u{E0068}\u{E0069}`)).toBe(`${scotland} x`);
});

test("letters are composed and line ends are one kind", () => {
  expect(withoutStrays("Cafe\u0301\r\nb\rc\u2028d")).toBe("Café\nb\nc\nd");
});

test("cleaning twice is cleaning once", () => {
  const stray = fc.constantFrom("\u200b", "\u200c", "\u200d", "\u202e", "\u0301", "ب", "e", "👩", "\u200f", "1", "\ufeff");
  fc.assert(
    fc.property(fc.array(fc.oneof(stray, fc.string({ unit: "binary", maxLength: 2 })), { maxLength: 40 }), (parts) => {
      const once = withoutStrays(parts.join(""));
      expect(withoutStrays(once)).toBe(once);
    }),
  );
});
