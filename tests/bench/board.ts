/**
 * The board's first page beside a static file of the same server, at 60,000 records of 5,000 people. Run with
 * `node --import tsx tests/bench/board.ts`; the bound is twice the static file's time, the median of 300 each.
 */
import { createServer } from 'node:http';
import pino from 'pino';
import { assets } from '../../adapters/web/assets.ts';
import { serveBoard } from '../../adapters/web/index.ts';
import { createBoard } from '../../src/board/index.ts';
import { createPasses } from '../../src/board/passes.ts';
import { type Draft, origin, seal } from '../../src/entry.ts';
import { step } from '../../src/fold.ts';
import { emptyView } from '../../src/view.ts';
import { papers, shipped } from '../support/bot.ts';
import { testTokens } from '../support/tokens.ts';

const programme = shipped();
const people = 5000;
const view = emptyView();
const common = { actor: 'cli', platform: 'cli', folio: null } as const;
const kinds = [
  ['letter.accepted', 'CAR', { version: 'v1', textHash: 'a', part: 'declared' }],
  ['evaluation.recorded', 'EVA', { year: 2024, part: 'declared' }],
  ['training.recorded', 'CAP', { course: 'Ética', minutes: 240, part: 'declared' }],
  ['donation.recorded', 'DON', { thing: 'caps', unit: 'g', amount: 500 }],
] as const;
const drafts: Draft[] = Array.from({ length: people }, (_, i) => ({
  ...common,
  kind: 'roster.joined',
  key: `r/${i}`,
  subject: `p${i}`,
  occurredOn: '2020-01-01',
  body: { unit: `Unidad ${i % 90}` },
}));
drafts.push({
  ...common,
  kind: 'role.granted',
  key: 'role',
  subject: 'p0',
  occurredOn: '2024-01-01',
  body: { role: 'member', unit: null },
});
for (let n = 0; n < 60_000; n += 1) {
  const [kind, letters, body] = kinds[Math.floor(n / people) % kinds.length]!;
  const month = String(1 + (n % 4)).padStart(2, '0');
  drafts.push({
    ...common,
    kind,
    key: `n/${n}`,
    folio: `2024-${letters}-${String(n + 1).padStart(6, '0')}`,
    subject: `p${n % (people - 900)}`,
    occurredOn: `2024-${month}-10`,
    body,
  });
}
/** One more training, whose people are looked through again. */
const training = (n: number, path: string): Draft => ({
  ...common,
  kind: 'training.recorded',
  key: `more/${path}/${n}`,
  folio: `2024-CAP-${String(100_000 + n)}`,
  subject: 'p1',
  occurredOn: '2024-05-08',
  body: { course: 'Ética', minutes: 240, part: 'declared' },
});

let head = origin;
/** Appends to the view, as the bot does after the disk has it. */
function append(given: readonly Draft[]): void {
  for (const entry of seal('isssteson', head, given, '2024-05-01T17:00:00.000Z')) {
    step(view, entry);
    head = entry;
  }
}
append(drafts);

const person = { id: 'p0', number: '0', name: 'Persona', email: null, position: null };
const index = {
  all: [person],
  byId: () => person,
  byNumber: () => null,
  byEmail: () => null,
  list: () => [person],
};
const tokens = testTokens(() => 0);
const passes = createPasses({ publicUrl: '', tokens });
const board = createBoard({
  ...{
    journal: { view: () => view },
    people: {
      people: () => index,
      textOf: () => null,
      reach: () => null,
      identify: async () => ({ person, visitor: null }),
    },
    programme,
    admins: [],
    passes,
  },
  ...{
    gallery: papers.gallery,
    press: papers.press,
    files: { open: async () => null },
    log: pino({ level: 'silent' }),
  },
  now: () => new Date('2024-05-09T17:00:00Z'),
  lastCheck: () => null,
  checkNow: async () => {},
  ledgerZip: async () => {
    throw new Error('not here');
  },
});
const handle = serveBoard({ board, tokens, secure: false, clock: () => 0, log: pino({ level: 'silent' }) });
const server = createServer((req, res) => void (handle(req, res) || res.end()));
await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
const url = `http://127.0.0.1:${(server.address() as { port: number }).port}`;
const link = `${url}${passes.personal({ person: 'p0', admin: false })}`;
const entered = await fetch(link, { method: 'POST', redirect: 'manual' });
const cookie = entered.headers.get('set-cookie')!.split(';')[0]!;

async function once(path: string): Promise<{ ms: number; bytes: number }> {
  const began = performance.now();
  const answer = await fetch(`${url}${path}`, { headers: { cookie } });
  const bytes = (await answer.arrayBuffer()).byteLength;
  if (answer.status !== 200) throw new Error(`${path}: ${answer.status}`);
  return { ms: performance.now() - began, bytes };
}
const first = await once('/tablero');
const file = [...assets.keys()].find((path) => path.endsWith('.woff2'))!;
const times: Record<string, number[]> = { page: [], file: [] };
for (let n = 0; n < 330; n += 1)
  for (const [name, path] of [
    ['page', '/tablero'],
    ['file', file],
  ] as const) {
    const { ms } = await once(path);
    if (n >= 30) times[name]!.push(ms);
  }
const median = (name: string) => times[name]!.sort((a, b) => a - b)[150]!;
const ratio = median('page') / median('file');
console.log(
  `board over 60,000 records: first page ${(first.bytes / 1000).toFixed(1)} kB, worked out in ${first.ms.toFixed(0)} ms, then ${median('page').toFixed(2)} ms; a static file ${median('file').toFixed(2)} ms, ratio ${ratio.toFixed(2)} (bound 2)`,
);
const after: Record<string, number[]> = {};
for (let n = 0; n < 30; n += 1)
  for (const path of ['/tablero', '/tablero/actividad/9', '/tablero/actividad/10', '/tablero/calendario']) {
    append([training(n, path)]);
    const { ms } = await once(path);
    after[path] = [...(after[path] ?? []), ms];
  }
console.log(
  `after each new entry: ${Object.entries(after)
    .map(([path, ms]) => `${path} ${ms.sort((a, b) => a - b)[15]!.toFixed(0)} ms`)
    .join(', ')}`,
);
server.closeAllConnections();
server.close();
process.exitCode = ratio <= 2 && first.bytes < 100_000 ? 0 : 1;
