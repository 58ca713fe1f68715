import { languageOf } from "../../language/script.ts";
import { sentences } from "../../language/sentences.ts";

const pointer = "(?:[\\p{Extended_Pictographic}\\p{Emoji_Modifier}\\u{FE0F}\\u{200D}►▶→➡➤»›•·|*_>~\\-–—]\\s*)";
const network =
  "(?:you\\s?tube|x\\s?(?:/|\\||or|and)\\s?twitter|twitter\\s?(?:/|\\||or)\\s?x|x\\s?\\((?:formerly\\s)?(?:known as\\s)?twitter\\)|twitter\\s?\\(x\\)|x|twitter|insta(?:gram)?|facebook|fb|linked\\s?in|tik\\s?tok|whats\\s?app|telegram|threads|bluesky|snapchat|pinterest|google news|spotify|social media|our website|our socials?)";
const and = "(?:\\s*(?:,\\s*and|,|/|\\||&|\\+|•|·|and|or)\\s*)";
const networks = `${network}(?:\\s(?:channel|page|account|handle|group))?(?:${and}(?:our\\s)?(?:on\\s)?${network}(?:\\s(?:channel|page|account|handle|group))?)*`;
const address = "(?:\\(?\\s?(?:@[\\p{L}\\p{N}_.]+|(?:https?://|www\\.)\\S+|[\\w-]+\\.(?:com|org|net|pk)\\S*)\\s?\\)?)";
const purpose =
  "(?:,?\\s?(?:now|today|here|too|as well)|,?\\s(?:for|to (?:get|stay|receive|see|read|join|never)|and (?:stay|never|get|turn|hit|press|like|share|subscribe)|so (?:that )?you)\\s[^.!۔]{1,80})";
const tail = `(?:\\s*[:\\-–—]?\\s*${address}(?:${and}?\\s?${address})*)?${purpose}?\\s*[.!:…]*\\s*${pointer}*`;
const please = "(?:(?:please|kindly|also|do|and|don[’']t forget to|make sure to|remember to|you can|be sure to)\\s)*";
const verb =
  "(?:follow|subscribe(?:\\sto)?|like(?:\\s(?:&|and)\\s(?:follow|subscribe(?:\\sto)?|share))?|join|find|connect with|(?:follow|like)\\s(?:&|and)\\s(?:subscribe(?:\\sto)?|follow))";
const who =
  "(?!(?:the|a|an|this|that|these|those|what|how|it|his|her|their|its|him|them)\\s)(?:[\\p{L}\\p{N}@&’'._-]+\\s){0,6}?[\\p{L}\\p{N}@&’'._-]+";

const english = [
  // Follow Republic Policy on YouTube.
  `${please}${verb}\\s${who}\\s(?:on|at|via|through)\\s(?:our\\s)?${networks}${tail}`,
  // Follow us. Follow us: YouTube | X. Follow @republicpolicy.
  `${please}${verb}\\s(?:us|@[\\p{L}\\p{N}_.]+)(?:\\s?[:\\-–—]\\s?${networks})?${tail}`,
  // Subscribe to our YouTube channel. Join Republic Policy’s WhatsApp group.
  `${please}${verb}\\s(?:our|${who}[’']s?|${who})\\s(?:official\\s)?${network}\\s(?:channel|page|account|handle|group|community)s?${tail}`,
  `${please}${verb}\\sour\\s(?:channel|page|newsletter|account|handle|socials|website)s?(?:\\son\\s${networks})?${tail}`,
].map((form) => new RegExp(`^${pointer}*${form}$`, "iu"));

const urduNetwork =
  /یو\s?ٹیوب|ایکس|ٹو[ئی]ٹر|ٹویٹر|انسٹاگرام|انسٹا|فیس\s?بک|لنکڈ\s?ان|ٹک\s?ٹاک|واٹس\s?ایپ|ٹیلی\s?گرام|تھریڈز|سوشل میڈیا|چینل|پیج|youtube|twitter|instagram|facebook|linkedin|tiktok|whatsapp|(?<!\p{L})x(?!\p{L})|ہمیں/iu;
const urduAsk = new RegExp(
  `(?:فالو|فولو|سبسکرائب|سبسکرائیب|لائیک|لائک|جوائن|پیروی|شیئر)(?: ضرور)? (?:کریں|کیجیے|کیجئے|کیجیئے|کر لیں|کرلیں|کرنا نہ بھولیں)\\s*[:۔.!…]*(?:\\s*${address})?\\s*${pointer}*$`,
  "iu",
);
/** In news somebody says it, or has said it. */
const urduNews = /(?:^|\s)(?:کہ|نے|کہا|تاکہ|سے کہا|اپیل|ہدایت|گیا|گئی|تھا|تھی|ہے|ہیں)(?=\s|$)/u;

/** True when the whole of it only invites readers elsewhere. A sentence of news that has the word "follow" in it is none. */
export function isFollowLine(text: string): boolean {
  const line = text.trim();
  if (line.length > 200) return false;
  if (english.some((form) => form.test(line))) return true;
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
