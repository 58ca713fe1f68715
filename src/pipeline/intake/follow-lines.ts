import { languageOf } from "../../language/script.ts";
import { sentences } from "../../language/sentences.ts";

/** Arrows, bullets, emoji and Markdown's marks round an invitation. */
const pointer = "(?:\\p{Extended_Pictographic}|\\p{Emoji_Modifier}|\\u{FE0F}|\\u{200D}|[►▶→➡➤»›«‹•·|*_<>~\\-–—\\s])+";
const pointers = new RegExp(`^${pointer}|${pointer}$`, "gu");
const network =
  "(?:you\\s?tube|x\\s?(?:/|\\||or|and)\\s?twitter|twitter\\s?(?:/|\\||or)\\s?x|x\\s?\\((?:formerly\\s)?(?:known as\\s)?twitter\\)|twitter\\s?\\(x\\)|x|twitter|insta(?:gram)?|facebook|fb|linked\\s?in|tik\\s?tok|whats\\s?app|telegram|threads|bluesky|snapchat|pinterest|google news|spotify|social media|our website|our socials?)";
const place = `(?:our\\s)?${network}(?:\\s(?:channel|page|account|handle|group|community)s?)?`;
const places = `${place}(?:\\s*(?:,\\s*and|,|/|\\||&|\\+|•|·|and|or)\\s*(?:on\\s)?${place})*`;
const address = "\\(?\\s?(?:@\\S+|(?:https?://|www\\.)\\S+|[\\w-]+\\.(?:com|org|net|pk)\\S*)";
const purpose =
  "(?:,?\\s?(?:now|today|here|too|as well)|,?\\s(?:for|to (?:get|stay|receive|see|read|join|never)|and (?:stay|never|get|turn|hit|press|like|share|subscribe)|so (?:that )?you)\\s[^.!۔]{1,80})";
const tail = `(?:\\s*[:\\-–—]?\\s*${address}(?:[,\\s]+${address})*)?${purpose}?\\s*[.!:…]*`;
const please = "(?:(?:please|kindly|also|do|and|don[’']t forget to|make sure to|remember to|you can|be sure to)\\s)*";
const verb = "(?:follow|subscribe(?:\\sto)?|like|join|find|connect with)(?:\\s(?:&|and)\\s(?:follow|subscribe(?:\\sto)?|like|share))?";
/** Who is to be followed: a name or "us", in a few words without a comma. "Follow the money" names nobody. */
const who = "(?!(?:the|a|an|this|that|these|those|what|how|it|his|her|their|its|him|them)\\s)(?:[^\\s,;:?!]+\\s){0,6}?[^\\s,;:?!]+";

const english = [
  // Follow Republic Policy on YouTube.
  `${please}${verb}\\s${who}\\s(?:on|at|via|through)\\s${places}${tail}`,
  // Follow us. Follow us: YouTube | X. Follow @republicpolicy.
  `${please}${verb}\\s(?:us|@\\S+?)(?:\\s?[:\\-–—]\\s?${places})?${tail}`,
  // Subscribe to our YouTube channel. Join Republic Policy’s WhatsApp group.
  `${please}${verb}\\s(?:our|${who})\\s(?:official\\s)?${network}\\s(?:channel|page|account|handle|group|community)s?${tail}`,
  `${please}${verb}\\sour\\s(?:channel|page|newsletter|account|handle|socials|website)s?(?:\\son\\s${places})?${tail}`,
].map((form) => new RegExp(`^${form}$`));

const urduNetwork =
  /یو\s?ٹیوب|ایکس|ٹو[ئی]ٹر|ٹویٹر|انسٹاگرام|انسٹا|فیس\s?بک|لنکڈ\s?ان|ٹک\s?ٹاک|واٹس\s?ایپ|ٹیلی\s?گرام|تھریڈز|سوشل میڈیا|چینل|پیج|youtube|twitter|instagram|facebook|linkedin|tiktok|whatsapp|\bx\b|ہمیں/;
const urduAsk = new RegExp(
  `(?:فالو|فولو|سبسکرائب|سبسکرائیب|لائیک|لائک|جوائن|پیروی|شیئر)(?: ضرور)? (?:کریں|کیجیے|کیجئے|کیجیئے|کر لیں|کرلیں|کرنا نہ بھولیں)\\s*[:۔.!…]*(?:\\s*${address})?\\s*$`,
);
/** In news somebody says it, or has said it. */
const urduNews = /(?:^|\s)(?:کہ|نے|کہا|تاکہ|سے کہا|اپیل|ہدایت|گیا|گئی|تھا|تھی|ہے|ہیں)(?=\s|$)/u;

/** True when the whole of it only invites readers elsewhere. A sentence of news that has the word "follow" in it is none. */
export function isFollowLine(text: string): boolean {
  const line = text.toLowerCase().replace(pointers, "").trim();
  if (line.length > 200) return false;
  // The patterns are large, and compiled when first used: most lines never need them.
  if (/^(?:follow|subscribe|like|join|find|connect|please|kindly|also|do|and|don|make|remember|you|be)\b/.test(line)) {
    return english.some((form) => form.test(line));
  }
  if (!/فالو|فولو|سبسکرا|لائ|جوائن|پیروی|شیئر/.test(line)) return false;
  if (/[۔؟!]\s*[\p{L}\p{M}]/u.test(line)) return false;
  return urduAsk.test(line) && urduNetwork.test(line) && !urduNews.test(line) && line.split(/\s+/).length <= 18;
}

/** A line without its invitations: gone whole, or without those at its end or between its sentences. */
export function withoutFollowLines(line: string): string {
  if (isFollowLine(line)) return "";
  const afterPointer = line.split(/(?=[👉➡→►▶])/u);
  const spoken = afterPointer.length > 1 ? afterPointer.filter((piece) => !isFollowLine(piece)).join("") : line;
  if (!/follow|subscribe|join|فالو|سبسکرائب|جوائن/iu.test(spoken)) return spoken;
  const parts = sentences(spoken, languageOf(spoken) ?? "en");
  const kept = parts.filter((part) => !isFollowLine(part));
  return kept.length === parts.length ? spoken : kept.join(" ");
}
