import type { Brand } from "../../src/domain/brand.ts";
import type { HeadlineCard } from "../../src/domain/media.ts";

export const brand: Brand = {
  name: "Republic Policy",
  handles: { x: "@RepublicPolicy", instagram: "@republic.policy" },
  colours: { background: "#0e2138", text: "#ffffff", accent: "#e2b04a", muted: "#b9c6d6" },
  fonts: { headline: "Source Serif 4", body: "Inter", urdu: "Noto Nastaliq Urdu" },
};

export const shapes = [
  { width: 1600, height: 900 },
  { width: 1080, height: 1080 },
  { width: 1080, height: 1350 },
] as const;

export const english: HeadlineCard = {
  kind: "headline",
  width: 1080,
  height: 1350,
  language: "en",
  headline: "Provinces agree to share the cost of a flood warning network along the Indus",
  attribution: "according to planning ministry officials",
  footer: ["@RepublicPolicy", "@republic.policy"],
};

export const urdu: HeadlineCard = {
  kind: "headline",
  width: 1080,
  height: 1350,
  language: "ur",
  headline: "صوبے دریائے سندھ پر سیلاب سے خبردار کرنے کے نئے نظام کا خرچ بانٹنے پر متفق",
  attribution: "وزارتِ منصوبہ بندی کے حکام کے مطابق",
  footer: ["@RepublicPolicy", "@republic.policy"],
};
