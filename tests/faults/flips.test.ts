import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Body, canonical, type Entry, origin, seal } from '../../src/entry.ts';
import type { Damage } from '../../src/ports/ledger.ts';
import { decodeSegment } from '../../storage/lowdb/segment.ts';
import { verifyLedger } from '../../storage/lowdb/verify.ts';
import { committee, fill, openLedger, temporaryFolder } from '../storage/support.ts';
import { draft } from '../support/drafts.ts';
import { between, long, tell, times } from './rounds.ts';

/** Where in a segment's bytes each of its entries begins. */
function starts(bytes: Buffer, entries: readonly Entry[]): number[] {
  const text = bytes.toString('utf8');
  let at = 1;
  return entries.map(() => {
    const begin = at;
    const end = text.indexOf('"v":1}', begin) + 6;
    at = end + 1;
    return Buffer.byteLength(text.slice(0, begin));
  });
}

/** The entry whose bytes, or whose comma, an offset lies in: counted from 0. */
const entryAt = (begins: readonly number[], offset: number): number =>
  Math.max(
    0,
    begins.findLastIndex((begin) => begin <= offset),
  );

const flipped = (bytes: Buffer, offset: number, bit: number): Buffer => {
  const bad = Buffer.from(bytes);
  bad[offset]! ^= 1 << bit;
  return bad;
};

/** Promise: no byte of the ledger changes unseen, and what is said names the entry. */
describe('a flipped bit', () => {
  let dir: string;
  let remove: () => Promise<void>;
  let entries: Entry[];
  const file = (in_: string, number: number) =>
    join(in_, committee, 'ledger', `${String(number).padStart(6, '0')}.json`);
  beforeAll(async () => {
    ({ dir, remove } = await temporaryFolder());
    const ledger = await openLedger(dir);
    entries = await fill(ledger, 'k', 800, 32);
    await ledger.saveSnapshot(committee, { seq: 800, hash: entries[799]!.hash, state: null });
    await ledger.close();
  });
  afterAll(() => remove());

  it('in any byte of a small segment is found, in the entry that it changed', ({ task }) => {
    const bodies: readonly Body[] = [
      { course: 'Ética pública — «básico» 🙂', minutes: 240 },
      { note: null, list: [1, true, 'x'] },
      {},
    ];
    const small = seal(
      committee,
      origin,
      bodies.map((body, n) => draft(`k/${n}`, { body, ...(n === 1 && { folio: null, subject: null }) })),
      '2024-05-07T16:00:00.000Z',
    );
    const bytes = Buffer.from(`[${small.map((e) => canonical(e)).join(',')}]`);
    expect(decodeSegment(bytes, committee, origin).fault).toBeNull();
    const begins = starts(bytes, small);
    const bits = long ? [0, 1, 2, 3, 4, 5, 6, 7] : [0, 5];
    const unseen: string[] = [];
    let elsewhere = 0;
    for (let offset = 0; offset < bytes.length; offset += 1)
      for (const bit of bits) {
        const { fault } = decodeSegment(flipped(bytes, offset, bit), committee, origin);
        if (fault === null) unseen.push(`bit ${bit} of byte ${offset}`);
        else if (fault.seq !== entryAt(begins, offset) + 1) elsewhere += 1;
      }
    for (let length = 0; length < bytes.length; length += 1)
      if (decodeSegment(bytes.subarray(0, length), committee, origin).fault === null)
        unseen.push(`cut after ${length} bytes`);
    expect(unseen).toEqual([]);
    tell(
      task,
      `flipped bits, each of a segment of ${bytes.length} bytes in turn: ${bytes.length * bits.length} tried, and cut short at each of them; unseen 0, named in a neighbouring entry ${elsewhere}`,
    );
  });

  const tries = times(200, 5000);
  it(`anywhere in four segments, ${tries} times: found by «pat verificar» with segment and entry`, {
    timeout: 20_000 + tries * 100,
  }, async ({ task }) => {
    let elsewhere = 0;
    for (let n = 0; n < tries; n += 1) {
      const number = between(1, 5);
      const good = await readFile(file(dir, number));
      const offset = between(0, good.length);
      const bit = between(0, 8);
      await writeFile(file(dir, number), flipped(good, offset, bit));
      const result = await verifyLedger(dir, committee);
      await writeFile(file(dir, number), good);
      const first = 256 * (number - 1);
      const own = entries.slice(first, first + 256);
      const what = `bit ${bit} of byte ${offset} of segment ${number}`;
      expect(result, what).toMatchObject({ ok: false, segment: `${String(number).padStart(6, '0')}.json` });
      if (!result.ok && result.seq !== first + 1 + entryAt(starts(good, own), offset)) elsewhere += 1;
    }
    tell(
      task,
      `flipped bits anywhere in 800 entries: ${tries} tried with «pat verificar», unseen 0, wrong segment 0, named in a neighbouring entry ${elsewhere}`,
    );
  });

  const opens = times(40, 1000);
  it(`anywhere, ${opens} times: found by the start or by the check after it, and nothing more is written`, {
    timeout: 20_000 + opens * 200,
  }, async ({ task }) => {
    let background = 0;
    for (let n = 0; n < opens; n += 1) {
      const fresh = await temporaryFolder();
      await cp(dir, fresh.dir, { recursive: true });
      const number = between(1, 5);
      const good = await readFile(file(fresh.dir, number));
      await writeFile(file(fresh.dir, number), flipped(good, between(0, good.length), between(0, 8)));
      const told: Damage[] = [];
      const ledger = await openLedger(fresh.dir, { onDamage: (damage) => told.push(damage) });
      if (told.length === 0) background += 1;
      await ledger.verified(committee, true);
      expect(told).toEqual([expect.objectContaining({ segment: `${String(number).padStart(6, '0')}.json` })]);
      expect(ledger.damage(committee)).toEqual(told[0]);
      const head = await ledger.head(committee);
      const next = seal(committee, head, [draft('new')], '2024-05-07T16:00:00.000Z');
      await expect(ledger.append(committee, head, next)).rejects.toThrow('damaged');
      await ledger.close();
      await fresh.remove();
    }
    tell(
      task,
      `flipped bits and a start: ${opens} tried, ${background} found by the check after the start, the others by the start itself; unseen 0, written after it 0`,
    );
  });
});
