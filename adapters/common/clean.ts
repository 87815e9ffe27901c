/** Control characters but tab and line feed, and what reorders or hides text: bidi controls, zero-width spaces. */
const invisible =
  /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f\u061c\u200b\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]/g;

/** Text as people may see it: NFC, one kind of line break, nothing invisible, well-formed Unicode. */
export function clean(text: string): string {
  return text
    .replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n')
    .replace(invisible, '')
    .replace(/\p{Surrogate}/gu, '\ufffd')
    .normalize('NFC');
}

/** True when nothing of the text would be seen. */
export function isBlank(text: string): boolean {
  return !/[^\s\p{Cf}]/u.test(clean(text));
}
