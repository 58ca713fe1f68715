import type { Language } from "../domain/summary.ts";

/** Words that tie others together and carry no fact by themselves: articles, prepositions, pronouns, auxiliaries. */
const small: Readonly<Record<Language, ReadonlySet<string>>> = {
  en: new Set(
    (
      "a an the and or but nor yet so if as than that this these those of in on at by for from with without to into onto upon about over under " +
      "between among during through within against across after before since until till per via up down out off near towards toward around " +
      "is are was were be been being am has have had having do does did doing will would shall should can could may might must " +
      "not no never it its he she they them their theirs his her hers him we us our you your i me my who whom whose which what when where why how " +
      "there here also too very just only even still already both either neither each every any some all such same other another one ones " +
      "more most less least much many few own then thus while because although though however meanwhile moreover whether unless despite " +
      "isn't aren't wasn't weren't don't doesn't didn't won't wouldn't can't cannot couldn't shouldn't hasn't haven't hadn't mustn't it's they're " +
      "according like now once again ago yes nobody nothing everybody everyone everything someone somebody anyone anybody anything none nowhere whoever whatever whichever whenever wherever himself herself itself themselves ourselves"
    ).split(" "),
  ),
  ur: new Set(
    (
      "کا کی کے کو نے سے میں پر تک اور یا کہ تو بھی ہی نہ نہیں مت جو جس جن جسے جنہیں جنہوں یہ وہ اس ان اسے انہیں انہوں اسی انہی یہی وہی ایک کوئی کچھ " +
      "ہے ہیں ہو ہوں تھا تھی تھے تھیں گا گی گے ہوا ہوئی ہوئے ہوئیں ہوتا ہوتی ہوتے ہونا ہونے ہوگا ہوگی ہوں گے ہوں گی رہا رہی رہے رہنا گیا گئی گئے گئیں جانا جائے جائیں جاتا جاتی جاتے " +
      "کر کرنا کرنے کرنی کرتا کرتی کرتے کریں کرے کرکے کیا کیے کئے دیا دی دیے دیئے دینا دینے دیتا دیتی دیتے لیا لی لیے لئے لینا لینے لے دے آیا آئی آئے جا " +
      "سکا سکی سکے سکتا سکتی سکتے چاہیے چاہئے لیکن مگر تاہم جبکہ اگر ورنہ جب جہاں جیسے جیسی جیسا تب اب پھر بلکہ یعنی نیز البتہ چنانچہ کیونکہ اگرچہ بغیر سوا " +
      "ساتھ لیے بعد پہلے دوران درمیان بارے طرف جانب ذریعے تحت مطابق خلاف باوجود علاوہ متعلق حوالے اندر باہر اوپر نیچے آگے پیچھے قریب پاس وقت وجہ طور طرح بنا والا والی والے والوں " +
      "اپنا اپنی اپنے ہم ہمارا ہماری ہمارے آپ وہاں یہاں سب ہر کئی چند بہت زیادہ کم مزید صرف محض ابھی تمام کل دیگر دوسرا دوسری دوسرے فی و تا تاکہ کس کن کون کیوں کیسے کب کہاں جتنا اتنا"
    ).split(" "),
  ),
};

export function isSmall(word: string, language: Language): boolean {
  return small[language].has(word) || small[language === "en" ? "ur" : "en"].has(word);
}
