import { strToU8 } from 'fflate';
import { expect, it } from 'vitest';
import { contentNames } from '../../src/privacy/contents.ts';
import { namingOf } from '../../src/privacy/naming.ts';
import { remainsOf } from '../../src/privacy/remains.ts';
import { remainLines } from '../../src/texts/persons.ts';
import { cast, fact, given, id, type Scene, scene } from '../rules/support.ts';

const committee = 'isssteson';
const { employee, colleague, secretary } = cast;
const ref = (n: string) => ({ id: n, hash: 'h' });

/** Stored files with their texts, and evidence of them. */
async function filed(
  s: Scene,
  n: number,
  {
    content,
    type,
    name,
    folio,
    actor,
  }: { content: string; type: 'pdf' | 'txt'; name: string; folio?: string; actor?: string },
): Promise<void> {
  const file = await s.files.put(committee, strToU8(content));
  await s.bot.people.keep([{ id: `n${n}`, salt: 's', text: name }], []);
  const body = {
    ...{ id: `2024-E-000${n}`, programme: folio ? null : s.programme.id, activity: folio ? null : 9 },
    ...{ folio: folio ?? null, file: file.sha256, link: null, name: ref(`n${n}`), type, bytes: file.bytes },
    ...{ note: null, batch: null },
  };
  await given(
    s,
    fact('evidence.added', '2024-05-07', body, { actor: actor ?? id(secretary), key: `evidence/${n}` }),
  );
}

it('lists what will still name somebody, each with what to do', async () => {
  const s = await scene({ at: '2024-05-09T17:00:00Z' });
  await s.ask(employee, 'capacitacion "Ética pública" 2024-05-07 4h');
  await s.ask(colleague, 'capacitacion "Curso con Persona 00001" 2024-05-07 4h');
  await s.ask(secretary, 'hoja 11 "Subdirección Médica"');
  await s.ask(secretary, 'informe enviado trimestral 1 2024-04-10');
  await filed(s, 1, { content: 'Asistió: PERSONA 00001', type: 'txt', name: 'lista.txt' });
  await filed(s, 2, { content: '%PDF', type: 'pdf', name: 'Persona 00001.pdf' });
  await filed(s, 3, { content: '%PDF 3', type: 'pdf', name: 'constancia.pdf', folio: '2024-CAP-000001' });
  await filed(s, 4, { content: '%PDF 4', type: 'pdf', name: 'escaneo.pdf' });
  await filed(s, 5, { content: 'Asistió: Persona 00002', type: 'txt', name: 'otra.txt' });
  await filed(s, 6, { content: 'nada', type: 'txt', name: 'suyo.txt', actor: id(employee) });

  const person = s.bot.people.people().byNumber(employee)!;
  const remains = await remainsOf({
    view: s.bot.journal.view(),
    programme: s.programme,
    person,
    entries: s.bot.entries(),
    texts: await s.directory.texts(committee),
    async names(sha256, type) {
      const chunks: Uint8Array[] = [];
      for await (const chunk of (await s.files.open(committee, sha256))!) chunks.push(chunk);
      return contentNames(Buffer.concat(chunks), type, namingOf(person));
    },
  });
  expect(remains.files.map(({ id: number, why }) => [number, why])).toEqual([
    ['2024-E-0001', 'content'],
    ['2024-E-0002', 'name'],
    ['2024-E-0003', 'theirs'],
    ['2024-E-0004', 'unreadable'],
    ['2024-E-0006', 'sent'],
  ]);
  expect(remains.sheets.map((x) => x.sheet)).toEqual([1]);
  expect(remains.reports).toEqual(['2024-INF-000001']);
  // A colleague wrote it, and nobody can rewrite the ledger.
  expect(remains.entries).toMatchObject([{ folio: '2024-CAP-000002', text: 'Curso con Persona 00001' }]);
  const lines = remainLines(remains, true).join('\n');
  for (const said of [
    'hoja 1, actividad 11',
    '2024-E-0004',
    '2024-INF-000001',
    '2024-CAP-000002',
    'PAT_ADMINS',
    'respaldos',
  ])
    expect(lines).toContain(said);
  expect(lines).not.toContain('2024-E-0005');
});
