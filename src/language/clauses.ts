import type { Language } from "../domain/summary.ts";
import { nameSpans } from "./names.ts";
import { figures } from "./numbers.ts";
import { quotations, quotesAreEven } from "./quotations.ts";
import { cuts, type Span } from "./span.ts";

/** A clause that may go: it adds, and the claim before it stays true without it. */
const additions = {
  en: /^(?:a|an|which|who|whom|whose|where|[a-z]+ing|amid|along with|as well as|with|(?:and )?as(?! (?:well|if|long|soon))|(?:and )?that(?! (?:is|was|said))|so that|up from|down from|compared with|in (?:the (?:largest|biggest|first|latest|most|sharpest|highest|lowest)|what|a (?:move|bid|step|sign|blow|boost))) /u,
  ur: /^(?:جس|جن|جو|جہاں|جبکہ|تاکہ) /u,
};
/** A condition, a contrast or a speaker: without it the claim would say more than its source. */
const governing = {
  en: /\b(?:if|unless|provided|subject to|pending|except|excluding|but|although|though|despite|however|only (?:if|when|after|for|until)|until|said|says|saying|told|claim\w*|alleg\w*|reportedly|according|warn\w*)\b|\b(?:survey|study|poll|report|audit|evaluation|figures)\b.*\b(?:found|finds?|shows?|showed)\b/u,
  ur: /(?:^|\s)(?:اگر|بشرطیکہ|لیکن|مگر|تاہم|نہیں|نہ|بغیر|مطابق|کہا|مبینہ|شاید)(?=\s|$)/u,
};
const finite = {
  en: /\b(?:has|have|had|is|are|was|were|will|would|could|can|may|might|must|should|says?|said|told|met|won|lost|rose|fell|grew|held|made|took|gave|came|went|saw|left|began|broke|brought|built|bought|chose|found|fought|kept|led|paid|sent|spent|sold|sought|struck|wrote|plans|wants|faces|seeks|remains?|(?<!(?:the|a|an|its|their|his|her|newly|recently|most|of) )(?!United)[a-z]{3,}ed)\b/u,
  ur: /(?:ہے|ہیں|تھا|تھی|تھے|تھیں|گا|گی|گے|گیا|گئی|گئے|دیا|دی|دیے|دیئے|لیا|لی|کیا|کہا|ہوا|ہوئی|ہوئے)$/u,
};

/** Names, numbers and quotations: where a text is never cut. */
export function unbreakable(text: string): readonly Span[] {
  return [...quotations(text), ...figures(text), ...nameSpans(text)];
}

/** The other side of a claim; the claim stays true without it. */
const contrast = { en: /^(?:but|although|though|while|even though|despite) /u, ur: /^(?:تاہم|لیکن|مگر|جبکہ|اگرچہ) /u };

/** A headline's last resort: the claim without its other side. What makes it conditional stays. */
export function withoutContrast(claim: string, language: Language): string | null {
  const guarded = unbreakable(claim);
  for (const comma of claim.matchAll(/[,،؛;]\s/gu)) {
    const [head, rest] = [claim.slice(0, comma.index), claim.slice(comma.index + comma[0].length)];
    const goes = contrast[language].test(rest.toLowerCase()) || additions[language].test(rest);
    if (
      goes &&
      !/\b(?:if|unless|except)\b|(?:^|\s)(?:اگر|بشرطیکہ)\s/u.test(rest) &&
      !cuts(guarded, comma.index) &&
      stands(head, language)
    ) {
      return head;
    }
  }
  return null;
}

/**
 * Shorter forms of a claim, longest first: closing clauses that only add are taken off, one after the other. What governs the
 * claim (a condition, a contrast, a speaker) never goes, and nothing where a quotation is left open.
 */
export function shorterForms(claim: string, language: Language): readonly string[] {
  if (!quotesAreEven(claim)) return [];
  const guarded = unbreakable(claim);
  const forms: string[] = [];
  for (const comma of [...claim.matchAll(/[,،؛;]\s|\s[—–]\s/gu)].reverse()) {
    const rest = claim.slice(comma.index + comma[0].length);
    const head = claim.slice(0, comma.index);
    // What serves a purpose speaks for the claim, whoever is said to have said what in it.
    if (governing[language].test(rest.toLowerCase()) && !/^so that /.test(rest)) continue;
    if (!cuts(guarded, comma.index) && additions[language].test(rest) && !closesList(rest) && stands(head, language)) forms.push(head);
  }
  return forms;
}

function closesList(rest: string): boolean {
  return /(?:,|^)\s?(?:and|or)\s(?:a|an|the)\s/.test(rest) || /^an? [^,]*,? (?:and|or) an? /.test(rest);
}

/** `, who met farmers on Friday`: its verb isn't the claim's. */
const relative = {
  en: /, (?:(?:with|of|to|in|by|for) )?(?:which|who|whom|whose|where) [^,]*(?:,|$)/gu,
  ur: /، (?:جس|جن|جنہوں|جو)(?=\s)[^،]*(?:،|$)/gu,
};

function stands(head: string, language: Language): boolean {
  return head.split(" ").length >= 5 && finite[language].test(head.replace(relative[language], ""));
}

/** The claim's main clause: its shortest form that stands. */
export function mainClause(claim: string, language: Language): string {
  return shorterForms(claim, language).at(-1) ?? claim;
}
