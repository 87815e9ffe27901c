/** What makes a spreadsheet take a cell for a formula, full-width forms included, also behind blanks. */
const active = /^[\s\ufeff\u200b]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

/** Control characters and halves of surrogate pairs, which XML refuses. */
const illegal = /[\p{Cs}\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/gu;

/**
 * A text as a cell that no spreadsheet runs: one that begins like a formula (= + - @ tab CR) gets an apostrophe before it, as
 * OWASP's advice on CSV injection has it; what a workbook can't hold is left out.
 */
export function inert(text: string): string {
  const clean = text.replace(illegal, '');
  return active.test(clean) ? `'${clean}` : clean;
}
