import type { Language } from "../domain/summary.ts";

const english =
  "Pakistan|Punjab|Sindh|Balochistan|Khyber Pakhtunkhwa|Gilgit|Gilgit-Baltistan|Azad Kashmir|Kashmir|Islamabad|Lahore|Karachi|Peshawar|Quetta|" +
  "Multan|Faisalabad|Hyderabad|Sukkur|Rawalpindi|Gujranwala|Sialkot|Bahawalpur|Sargodha|Larkana|Nawabshah|Mirpur|Muzaffarabad|Skardu|Hunza|" +
  "Swat|Shangla|Mingora|Chitral|Upper Chitral|Upper Dir|Lower Dir|Mardan|Abbottabad|Bannu|Kohat|Waziristan|Gwadar|Khuzdar|Harnai|Sibi|Turbat|" +
  "Thatta|Badin|Okara|Guddu|Drosh|Landi Kotal|Torkham|Chaman|Kotri|Tarbela|Mangla|Indus|India|China|Iran|Afghanistan|Bangladesh|Sri Lanka|Nepal|Russia|" +
  "Ukraine|Turkey|Türkiye|Saudi Arabia|Qatar|Kuwait|Oman|Uzbekistan|Kazakhstan|Tashkent|Kabul|Herat|Delhi|New Delhi|Beijing|Tehran|Riyadh|" +
  "Dubai|Doha|London|Washington|New York|Geneva|Brussels|Moscow|Kyiv|Alaska|Donetsk|Luhansk|U.S.|U.K.|U.A.E.|United States|United Kingdom|" +
  "United Arab Emirates|America|Britain|Germany|France|Italy|Japan|Europe|Asia|Africa|Seoul|Bogotá";
const urdu =
  "خیبر پختونخوا|گلگت بلتستان|آزاد کشمیر|فیصل آباد|اسلام آباد|لائل پور|سعودی عرب|متحدہ عرب امارات|نئی دہلی|پاکستان|پنجاب|سندھ|بلوچستان|گلگت|" +
  "کشمیر|لاہور|کراچی|پشاور|کوئٹہ|ملتان|حیدرآباد|سکھر|راولپنڈی|گوجرانوالہ|سیالکوٹ|بہاولپور|سرگودھا|لاڑکانہ|مظفرآباد|اسکردو|ہنزہ|سوات|شانگلہ|" +
  "مینگورہ|چترال|مردان|ایبٹ آباد|بنوں|کوہاٹ|وزیرستان|گوادر|خضدار|وڈھ|سبی|تربت|ٹھٹھہ|بدین|طورخم|چمن|بھارت|چین|ایران|افغانستان|بنگلہ دیش|روس|" +
  "یوکرین|ترکیہ|ترکی|قطر|ازبکستان|قازقستان|تاشقند|کابل|تہران|ریاض|دبئی|لندن|واشنگٹن|جنیوا|برسلز|ماسکو|امریکا|امریکہ|برطانیہ|جرمنی|فرانس|جاپان|" +
  "یورپ|ایشیا|افریقہ";

const lists = { en: new Set(english.split("|")), ur: new Set(urdu.split("|")) };

/** Countries, provinces and cities that Pakistani policy news speaks of. Others are told by the words before them. */
export function isPlace(name: string, language: Language): boolean {
  return lists[language].has(name);
}

/** Urdu has no capitals: its places are found by this. */
export function urduPlaces(): string {
  return urdu;
}
