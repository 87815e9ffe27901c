import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { canonical, type Draft, origin, seal } from '../../src/entry.ts';
import { decodeSegment, encodeSegment } from '../../storage/lowdb/segment.ts';
import { draft } from '../support/drafts.ts';
import { committee } from './support.ts';

const seals = (drafts: readonly Draft[]) => seal(committee, origin, drafts, '2024-05-07T16:00:00.000Z');

describe('any flipped byte', () => {
  const bodies: Draft['body'][] = [
    { course: 'Ética «pública» 🧢', list: [1, { actor: 'x' }] },
    {},
    { 10: 'a', 9: 'b' },
  ];
  const entries = seals(bodies.map((body, n) => draft(`k/${n}`, { body })));
  const bytes = Buffer.from(encodeSegment(entries));
  const ends = entries.map((_, at) => Buffer.byteLength(encodeSegment(entries.slice(0, at + 1))) - 1);

  it('is sound before', () => {
    expect(decodeSegment(bytes, committee, origin)).toEqual({ entries, fault: null });
  });

  it.each([0x01, 0x20, 0x80, 0xff])('by %i is found, and the entry it is in named', (mask) => {
    for (let at = 0; at < bytes.length; at += 1) {
      const flipped = Buffer.from(bytes);
      flipped[at]! ^= mask;
      const { fault } = decodeSegment(flipped, committee, origin);
      const holder = Math.min(3, 1 + ends.filter((end) => end <= at).length);
      expect(fault, `byte ${at}`).not.toBeNull();
      // A comma between two entries belongs to either.
      const near = ends.some((end) => Math.abs(end - at) <= 12) ? [holder, holder - 1] : [holder];
      expect(near, `byte ${at}: ${fault?.reason}`).toContain(fault?.seq);
    }
  });

  it('and any cut, and any byte too many', () => {
    for (let length = 0; length < bytes.length; length += 1)
      expect(decodeSegment(bytes.subarray(0, length), committee, origin).fault).not.toBeNull();
    for (const more of [' ', '\n', ']', '\0'])
      expect(
        decodeSegment(Buffer.concat([bytes, Buffer.from(more)]), committee, origin).fault,
      ).not.toBeNull();
  });

  it('that makes a number too large is found', () => {
    const [large] = seals([draft('k/0', { body: { 10: 2.4e216, 9: 'b' } })]);
    const text = encodeSegment([large!]).replace('2.4e+216', '2.4e+916');
    expect(decodeSegment(Buffer.from(text), committee, origin).fault).toEqual({
      seq: 1,
      reason: 'not-canonical',
    });
  });

  it.each(['[null]', '[1]', '[{}]'])('that leaves no entry at all is found: %s', (text) => {
    for (const head of [origin, null])
      expect(decodeSegment(Buffer.from(text), committee, head).fault).toEqual({
        seq: head && 1,
        reason: 'schema',
      });
  });

  it('whatever the entries hold, they come back exactly, and a flipped byte shows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string({ unit: 'grapheme' }), fc.jsonValue()), {
          minLength: 1,
          maxLength: 3,
        }),
        fc.nat(),
        fc.integer({ min: 1, max: 255 }),
        (anyBodies, where, mask) => {
          const made = seals(anyBodies.map((body, n) => draft(`k/${n}`, { body: body as Draft['body'] })));
          const stored = Buffer.from(encodeSegment(made));
          expect(decodeSegment(stored, committee, origin).fault).toBeNull();
          expect(stored.toString()).toBe(canonical(made));
          stored[where % stored.length]! ^= mask;
          expect(decodeSegment(stored, committee, origin).fault).not.toBeNull();
        },
      ),
      { numRuns: 150 },
    );
  });
});
