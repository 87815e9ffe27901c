import { teamsTexts } from '../../src/texts/teams.ts';
import type { Element } from './card.ts';
import { note } from './elements.ts';

/** One block's elements; those people act on are kept before those they read. */
export interface Piece {
  readonly elements: readonly Element[];
  readonly acts: boolean;
}

const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value)) + 1;

/**
 * The elements that fit in so many bytes of JSON. What is too much is left out from the end and a note says so there;
 * buttons and forms are kept before texts, up to half of the room, since a text without its buttons leads nowhere.
 */
export function fitted(pieces: readonly Piece[], room: number): Element[] {
  const all = pieces.flatMap(({ elements, acts }) =>
    elements.map((element) => ({ element, acts, cost: bytes(element) })),
  );
  if (all.reduce((sum, { cost }) => sum + cost, 0) <= room) return all.map(({ element }) => element);

  const notice = note(teamsTexts.tooLong);
  let left = room - bytes(notice);
  const kept = new Set<number>();
  const half = left / 2;
  // A form's fields are worth nothing without its button: a piece that is acted on stays whole or goes.
  let index = 0;
  for (const { elements, acts } of pieces) {
    const own = elements.map((_, i) => index + i);
    index += elements.length;
    const groups = acts && elements.some(isInput) ? [own] : own.map((i) => [i]);
    for (const group of acts ? groups : []) {
      const cost = group.reduce((sum, i) => sum + (all[i]?.cost ?? 0), 0);
      if (left - cost < half && kept.size > 0) continue;
      if (cost > left) continue;
      left -= cost;
      for (const i of group) kept.add(i);
    }
  }
  let end = all.length;
  for (const [i, { acts, cost }] of all.entries()) {
    if (acts) continue;
    if (cost > left) {
      end = i;
      break;
    }
    left -= cost;
    kept.add(i);
  }
  const chosen = (from: number, to: number) =>
    all.slice(from, to).flatMap(({ element }, i) => (kept.has(from + i) ? [element] : []));
  return [...chosen(0, end), ...notice, ...chosen(end, all.length)];
}

const isInput = ({ type }: Element): boolean => type.startsWith('Input.');
