import { expect, test } from 'vitest';
import type { Entry } from '../../src/entry.ts';
import { recordRows } from '../../src/records/import.ts';
import { atOnce } from '../../src/steps.ts';
import { table } from '../roster/support.ts';
import { world } from '../support/bot.ts';

test('what a list of paper records becomes, the bot records', async () => {
  const bot = await world({
    at: '2024-05-09T17:00:00Z',
    admins: ['p1@ejemplo.invalid'],
    roster: [{ number: '1' }, { number: '00234' }],
  });
  const rows = atOnce(
    recordRows(
      table(
        ['Expediente', 'Registro', 'Detalle', 'Fecha', 'Horas', 'Cantidad'],
        ['00234', 'Capacitación', 'Ética 2024: «valores»', '7/5/2024', '4:30', ''],
        ['00234', 'Carta compromiso', '', '7/5/2024', '', ''],
        ['00234', 'Evaluación', '', '15/1/2024', '', ''],
        ['00234', 'Tapitas', '', '7/5/2024', '', '1,250 g'],
        ['00234', 'Donativo', 'Alimentos no perecederos', '7/5/2024', '', '4.5 kilos'],
        ['00234', 'Donativo', 'Cobijas', '7/5/2024', '', '3 cobijas'],
        ['00234', 'Práctica', 'Reforestación', '7/5/2024', '', ''],
      ),
      '2024-05-09',
    ),
  );
  for (const row of rows) {
    if (!('words' in row)) throw new Error(JSON.stringify(row));
    const { message } = await bot.ask('1', `registrar ${row.number} ${row.words}`);
    expect([row.words, message.summary]).toEqual([
      row.words,
      expect.stringMatching(/\b2024-[A-Z]{3}-\d{6}\b/),
    ]);
  }
  const entries: Entry[] = [];
  for await (const entry of bot.ledger.read('isssteson', 1)) entries.push(entry);
  const recorded = entries
    .filter((e) => e.folio !== null)
    .map((e) => [e.occurredOn, e.subject, e.kind, e.body]);
  expect(recorded).toEqual([
    [
      '2024-05-07',
      'id-00234',
      'training.recorded',
      expect.objectContaining({ course: 'Ética 2024: valores', minutes: 270 }),
    ],
    ['2024-05-07', 'id-00234', 'letter.accepted', expect.anything()],
    ['2024-01-15', 'id-00234', 'evaluation.recorded', expect.objectContaining({ year: 2024 })],
    ['2024-05-07', 'id-00234', 'donation.recorded', { thing: 'caps', unit: 'g', amount: 1250 }],
    ['2024-05-07', 'id-00234', 'donation.recorded', { thing: 'food', unit: 'g', amount: 4500 }],
    ['2024-05-07', 'id-00234', 'donation.recorded', { thing: 'blankets', unit: 'pieces', amount: 3 }],
    ['2024-05-07', 'id-00234', 'practice.recorded', { practice: 'reforestation' }],
  ]);
});
