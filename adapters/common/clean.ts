import { visible } from '../../src/texts/visible.ts';

/** Text as people may see it: NFC, one kind of line break, nothing invisible, well-formed Unicode. */
export function clean(text: string): string {
  return visible(text.replace(/\r\n?|[\u2028\u2029\u0085]/g, '\n').replace(/\p{Surrogate}/gu, '\ufffd'));
}

/** True when nothing of the text would be seen. */
export function isBlank(text: string): boolean {
  return !/\S/.test(clean(text));
}
