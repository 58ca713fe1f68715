/** `@name` where a platform would link it: not inside an e-mail address. */
const mention = /(?<![\p{L}\p{N}._%+-])[@＠]+(?=[\p{L}\p{N}_])|(?<=(?:^|[^\p{L}\p{N}_])rt:?)[@＠]+(?=[\p{L}\p{N}_])/giu;
const hashtag = /(?<![\p{L}\p{N}&])[#＃]+(?=[\p{L}\p{N}_]*[\p{L}_])/gu;

/** Words as written, linking nowhere: `@name` tags whoever owns it there, and `#word` is not the house's own hashtag. */
export function unlinked(text: string): string {
  return text.replace(mention, "").replace(hashtag, "");
}
