import { type Draft, origin, seal } from '../../src/entry.ts';
import { createPress } from '../../src/papers/press.ts';
import type { SentFile } from '../../src/request.ts';
import { committee, openLedger, temporaryFolder } from '../storage/support.ts';
import { mail, papers, world } from '../support/bot.ts';

/** A list of so many rows, sent by chat and confirmed, while somebody asks and somebody records all the time. */
const rows = 5000;
const people = Array.from({ length: rows }, (_, n) => ({ number: String(n + 1).padStart(5, '0') }));
const kinds = [
  'Capacitación,Ética,7/5/2024,2,',
  'Carta,,7/5/2024,,',
  'Tapitas,,7/5/2024,,1 kg',
  'Práctica,Reforestación,7/5/2024,,',
];
const csv = [
  'Expediente,Registro,Detalle,Fecha,Horas,Cantidad',
  ...people.map(({ number }, n) => `${number},${kinds[n % kinds.length]}`),
].join('\n');
const pause = (ms: number) => new Promise((next) => setTimeout(next, ms));
const file: SentFile = {
  name: 'lista.csv',
  bytes: csv.length,
  open: async () =>
    (async function* () {
      yield Buffer.from(csv);
    })(),
};

/** The longest that the event loop was kept. */
let longest = 0;
let last = performance.now();
let on = true;
function spin(): void {
  const now = performance.now();
  longest = Math.max(longest, now - last);
  last = now;
  if (on) setImmediate(spin);
}
spin();

// Documents are made in a process of their own, as they are in earnest.
const press = createPress();
const settings: { press: typeof press } = papers as never;
settings.press = press;
const admin = people[0]!.number;
const w = await world({ at: '2024-05-09T17:00:00Z', admins: [mail(admin)], roster: people });
const waits = { question: [] as number[], record: [] as number[] };
async function meanwhile(what: keyof typeof waits, words: () => string): Promise<void> {
  while (on) {
    const began = performance.now();
    await w.ask(people[1]!.number, words());
    waits[what].push(performance.now() - began);
    await pause(25);
  }
}
let courses = 0;
const others = [
  meanwhile('question', () => 'mi avance'),
  meanwhile('record', () => `capacitacion "Curso ${++courses}" 2024-05-07 2h`),
];

async function measure<T>(name: string, work: () => Promise<T>): Promise<T> {
  [longest, waits.question, waits.record] = [0, [], []];
  const began = performance.now();
  const made = await work();
  const took = performance.now() - began;
  await pause(50);
  const most = (all: readonly number[]) => `${Math.round(Math.max(0, ...all))} ms`;
  console.log(
    `list of ${rows} rows, ${name}: ${Math.round(took)} ms; event loop kept ${Math.round(longest)} ms at most; ` +
      `who asked waited ${most(waits.question)} at most, who recorded ${most(waits.record)}`,
  );
  return made;
}

const shown = await measure('preview', () => w.ask(admin, 'registros', { files: [file] }));
const button = /registros confirmar [^"\\]+/.exec(JSON.stringify(shown.message))?.[0] ?? '';
const done = await measure('recorded', () => w.ask(admin, button));
console.log(done.message.summary);
on = false;
await Promise.all(others);
await press.close();

const { dir, remove } = await temporaryFolder();
const ledger = await openLedger(dir);
const drafts: Draft[] = people.map(({ number }, n) => ({
  kind: 'training.recorded',
  key: `training/${number}`,
  folio: `2024-CAP-${String(n + 1).padStart(6, '0')}`,
  subject: number,
  actor: admin,
  platform: 'slack',
  occurredOn: '2024-05-07',
  body: { course: 'Ética pública', minutes: 120, part: 'declared' },
}));
const entries = seal(committee, origin, drafts, '2024-05-09T17:00:00.000Z');
on = true;
[last, longest] = [performance.now(), 0];
spin();
const began = performance.now();
await ledger.append(committee, origin, entries);
const took = performance.now() - began;
await pause(50);
on = false;
console.log(
  `${rows} entries in one batch to disk: ${Math.round(took)} ms; event loop kept ${Math.round(longest)} ms at most`,
);
await ledger.close();
await remove();
