import { cp, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import pino from 'pino';
import { createBot } from '../../src/bot.ts';
import { asJson } from '../../src/cli/progress.ts';
import type { Draft } from '../../src/entry.ts';
import { kinds } from '../../src/kinds.ts';
import { loadProgramme } from '../../src/open/programme.ts';
import { progress } from '../../src/progress.ts';
import type { SentFile } from '../../src/request.ts';
import { dump, viewVersion } from '../../src/view/snapshot.ts';
import { openLowdbDirectory, openLowdbFiles, openLowdbLedger } from '../../storage/lowdb/index.ts';
import { papers, recordingChat, request } from '../support/bot.ts';
import { temporaryFolder } from '../support/process.ts';

const root = new URL('../../', import.meta.url).pathname;
const committee = 'isssteson';

const people = ['00001', '00002', '00003', '00004', '00005'].map((number) => ({
  id: `id-${number}`,
  number,
  name: `Persona ${number}`,
  email: `p${number}@ejemplo.invalid`,
  position: 'Analista',
}));

const fact = (
  kind: string,
  key: string,
  subject: string | null,
  occurredOn: string,
  body: Draft['body'],
) => ({
  kind,
  key,
  folio: null,
  subject,
  actor: 'cli',
  platform: 'cli' as const,
  occurredOn,
  body,
});

/** What somebody asked for, when: most of what people can record, one of each. */
const said: readonly (readonly [at: string, who: string, words: string])[] = [
  ['2024-05-02T17:00:00Z', '00001', 'capacitacion "Ética pública" 2024-04-30 4h'],
  ['2024-05-02T17:01:00Z', '00002', 'capacitacion "Ética pública" 2024-04-30 4h'],
  ['2024-05-02T17:02:00Z', '00001', 'carta aceptar v1'],
  ['2024-05-02T17:03:00Z', '00001', 'tapitas 2.5 kg'],
  ['2024-05-02T17:04:00Z', '00002', 'donar ropa 3 piezas'],
  ['2024-05-02T17:05:00Z', '00002', 'practica reciclaje'],
  ['2024-05-02T17:06:00Z', '00003', 'evaluacion 15 de enero'],
  ['2024-05-02T17:07:00Z', '00003', 'ausente hasta 2024-05-20'],
  ['2024-05-02T17:08:00Z', '00002', 'apagar si'],
  ['2024-05-02T17:09:00Z', '00004', 'sesion planear 2024-06-28 10:00 "Sala de juntas"'],
  ['2024-05-02T17:10:00Z', '00004', 'sesion celebrada 2024-04-26'],
  ['2024-05-02T17:11:00Z', '00004', 'comite ratificar 2024-04-26'],
  ['2024-05-02T17:12:00Z', '00004', 'informe enviado trimestral 1 2024-04-10'],
  ['2024-05-02T17:13:00Z', '00004', 'informe enviado anual 2024-01-30'],
  ['2024-05-02T17:14:00Z', '00004', 'actividad 8 realizada 2024-03-10 "Con oficio 12"'],
  ['2024-05-02T17:15:00Z', '00004', 'entrega 2024-05-01 12 kg'],
  ['2024-05-02T17:16:00Z', '00004', 'tarjeta enviada 2024-02-09'],
  ['2024-05-02T17:17:00Z', '00004', 'acuerdo nuevo "Difundir el código" responsable 00005 2024-07-15'],
  ['2024-05-02T17:18:00Z', '00004', 'cifra oficial 7 3 "Contraloría, oficio 15" 2024-02-20'],
  ['2024-05-02T17:19:00Z', '00004', 'cifras denuncias trimestral 1 recibidas 3 en proceso 1 concluidas 2'],
  ['2024-05-02T17:20:00Z', '00004', 'registrar 00005 capacitacion "Derechos humanos" 2024-04-29 8h'],
  ['2024-05-02T17:21:00Z', '00004', 'curso abrir "Ética pública" 2024-05-07 4h'],
  ['2024-05-02T17:22:00Z', '00004', 'hoja 11 "Archivo"'],
  ['2024-05-02T17:23:00Z', '00004', 'evidencia 9 https://example.com/lista "Lista de asistencia" 2024-04-30'],
  ['2024-05-02T17:24:00Z', '00004', 'programa parte 9 acreditadas'],
  ['2024-05-02T17:25:00Z', '00004', 'dias-inhabiles confirmar vacaciones no'],
  ['2024-05-02T17:26:00Z', '00002', 'cancelar 2024-DON-000002'],
  ['2024-05-09T16:00:30Z', '00001', 'enterado 2024-05'],
];

/**
 * Makes the data folder of a release, small and always the same, with what the release says of it. Run once when a
 * version is released: `node --import tsx tests/releases/make.ts`. What was made is never made again.
 */
async function make(): Promise<void> {
  const { version } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8')) as { version: string };
  const target = join(root, 'tests/fixtures/releases', version);
  const temporary = await temporaryFolder();
  const dir = join(temporary.dir, 'data');
  const options = { dir, committees: [committee] };
  const loaded = await loadProgramme(null, String);
  const ledger = await openLowdbLedger(options);
  const directory = await openLowdbDirectory(options);
  const files = await openLowdbFiles(options);
  await directory.savePeople(committee, people);
  let now = new Date('2024-05-02T16:00:00Z');
  let count = 0;
  const bot = await createBot({
    ledger,
    directory,
    files,
    ...papers,
    programme: loaded.programme,
    programmeHash: loaded.sha256,
    admins: [],
    channels: {
      committee: [{ platform: 'slack', kind: 'channel', id: 'C-COMITE' }],
      general: [{ platform: 'slack', kind: 'channel', id: 'C-GENERAL' }],
    },
    now: () => now,
    clock: () => now.getTime(),
    fresh: () => {
      count += 1;
      return `r${String(count).padStart(6, '0')}`;
    },
    log: pino({ level: 'silent' }),
    // The letter's draft may be accepted there.
    demo: true,
    alone: true,
  });
  bot.chats.push(recordingChat('slack', () => now.toISOString()));
  await bot.journal.submit(() => ({
    drafts: [
      ...people.map(({ id }, i) =>
        fact('roster.joined', `roster/${id}/joined`, id, '2020-01-01', {
          unit: i === 4 ? 'Archivo' : 'Subdirección Médica',
        }),
      ),
      fact('role.granted', 'role/id-00004/secretary//1', 'id-00004', '2024-01-01', {
        role: 'secretary',
        unit: null,
      }),
      fact('role.granted', 'role/id-00005/unit-lead/Archivo/1', 'id-00005', '2024-01-01', {
        role: 'unit-lead',
        unit: 'Archivo',
      }),
    ],
    value: null,
  }));
  const bytes = Buffer.from('%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n');
  for (const [at, who, words] of said) {
    now = new Date(at);
    await bot.tick();
    const file: SentFile = {
      name: 'lista.pdf',
      bytes: bytes.length,
      open: async () =>
        (async function* () {
          yield bytes;
        })(),
    };
    const sent = words.startsWith('cifra oficial') ? { files: [file] } : {};
    const before = bot.journal.view().head.seq;
    const { message } = await bot.handle(request('slack', who, words, sent));
    if (bot.journal.view().head.seq === before)
      throw new Error(`nothing recorded: ${words}: ${message.summary}`);
  }
  await bot.tick();
  await bot.idle();
  const view = bot.journal.view();
  await ledger.saveSnapshot(committee, { ...view.head, state: { version: viewVersion, view: dump(view) } });
  for (const part of [files, directory, ledger]) await part.close();
  await mkdir(dirname(target), { recursive: true });
  await mkdir(target);
  await cp(dir, join(target, 'data'), { recursive: true });
  const scope = { programme: loaded.programme, view, asOf: '2024-05-31' };
  const expected = {
    version,
    head: view.head,
    folios: [...view.records.entries()].map(([folio, { kind, voided }]) => ({ folio, kind, voided })),
    evidence: [...view.evidence.entries()].map(([id, { file }]) => ({ id, file })),
    progress: progress(scope).map(asJson),
    kinds: [...new Set([...(await kindsIn(dir))])].sort(),
  };
  await writeFile(join(target, 'expected.json'), `${JSON.stringify(expected, null, 1)}\n`);
  const fields = Object.entries(kinds).map(([kind, { shape }]) => [kind, Object.keys(shape)]);
  await writeFile(join(target, 'kinds.json'), `${JSON.stringify(Object.fromEntries(fields), null, 1)}\n`);
  await temporary.remove();
}

async function kindsIn(dir: string): Promise<string[]> {
  const text = await readFile(join(dir, committee, 'ledger/000001.json'), 'utf8');
  return (JSON.parse(text) as { kind: string }[]).map(({ kind }) => kind);
}

await make();
