/**
 * Spreadsheets run what begins like a formula, also from a text file that somebody else filled.
 * https://owasp.org/www-community/attacks/CSV_Injection
 */

/** A formula's first characters, plain and full-width, also behind white space or invisible characters; a tab or line break in front is cut off by some programs. */
const formula = /^[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠]|^[\t\r\n]/u;

/** The cell as text in every spreadsheet: an apostrophe goes before what would be a formula. */
export function neutral(cell: string): string {
  return formula.test(cell) ? `'${cell}` : cell;
}

/** The cell as it was before `neutral`. */
export function withoutApostrophe(cell: string): string {
  return cell.startsWith("'") && formula.test(cell.slice(1)) ? cell.slice(1) : cell;
}
