import { strFromU8, unzipSync } from 'fflate';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { cast, fact, given, id, type Scene, scene } from '../../rules/support.ts';
import { type BoardServer, boardServer } from './harness.ts';

/** Reports and the cards' pictures as the board gives them: the committee's, an auditor's, nobody else's. */
let server: BoardServer;
let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-10T17:00:00Z' });
  server = await boardServer(s);
  for (const month of [4, 5]) {
    const period = `2024-0${month}`;
    await given(
      s,
      fact(
        'card.sent',
        `${period}-09`,
        { period, by: 'bot' },
        { key: `card/${period}`, folio: `2024-TAR-00000${month}` },
      ),
    );
  }
  await s.ask(cast.secretary, 'informe oficio trimestral 1 "CEI/001/2024"');
});
afterEach(() => server.close());

/** Signs in by the link that words get; gives the cookie. */
async function enter(number: string, words = 'tablero'): Promise<string> {
  const { message } = await s.ask(number, words);
  const found = message.blocks.flatMap((b) => (b.type === 'links' ? b.links : []))[0]!;
  const answer = await fetch(server.here(found.url), { method: 'POST', redirect: 'manual' });
  return answer.headers.get('set-cookie')!.split(';')[0]!;
}
const get = (path: string, cookie = '') =>
  fetch(`${server.url}${path}`, { redirect: 'manual', headers: { cookie } });
const bytesOf = async (path: string, cookie: string): Promise<Uint8Array> => {
  const answer = await get(path, cookie);
  expect(answer.status, path).toBe(200);
  return new Uint8Array(await answer.arrayBuffer());
};
const at = (name: string) => `/tablero/archivo/${name}`;
/** The words of a DOCX's parts. */
const wordsOf = (docx: Uint8Array): string =>
  Object.entries(unzipSync(docx))
    .filter(([name]) => name.endsWith('.xml'))
    .map(([, part]) => strFromU8(part).replaceAll(/<[^>]+>/g, ' '))
    .join(' ');

it('the committee gets a report as the chat gives it, and the ledger does not take it for handed over', async () => {
  const cookie = await enter(cast.secretary);
  const { seq } = s.bot.journal.view().head;
  const page = await (await get('/tablero/descargas', cookie)).text();
  expect(page).toContain(
    'El periodo terminó el 31 de marzo de 2024 y no hay registro de que se haya enviado.',
  );
  expect(page).toContain('Borrador: el periodo termina el 30 de junio de 2024.');
  expect(page).not.toContain('2024-T3');
  const zip = unzipSync(await bytesOf(at('informe-2024-T2.zip'), cookie));
  expect(Object.keys(zip).sort()).toEqual([
    'SHA256SUMS',
    'ancla.txt',
    'anexo-2024-T2.xlsx',
    'indice.csv',
    'informe-2024-T2.docx',
    'informe-2024-T2.pdf',
    'oficio-2024-T2.docx',
  ]);
  expect(await bytesOf(at('informe-2024-T2.docx'), cookie)).toEqual(zip['informe-2024-T2.docx']);
  const pdf = await bytesOf(at('informe-2024-T1.pdf'), cookie);
  expect(Buffer.from(pdf.subarray(0, 5)).toString()).toBe('%PDF-');
  expect(s.bot.journal.view().head.seq).toBe(seq);
  expect((await s.facts()).filter((f) => f.kind === 'report.made')).toEqual([]);
  // The chat's own order says the same words, and that is a hand-over.
  const reply = await s.ask(cast.secretary, 'informe trimestral 2');
  expect(reply.attachments!.map((a) => a.name)).toContain('informe-2024-T2.docx');
  expect((await s.facts()).filter((f) => f.kind === 'report.made')).toHaveLength(1);
});

it('small counts of complaints are in the secretary’s copy alone', async () => {
  await s.ask(cast.secretary, 'cifras denuncias trimestral 1 recibidas 3 en proceso 1 concluidas 2');
  const copies = await Promise.all(
    [
      await enter(cast.secretary),
      await enter(cast.member),
      await enter(cast.secretary, 'tablero auditoria 30 dias'),
    ].map(async (cookie) => wordsOf(await bytesOf(at('informe-2024-T1.docx'), cookie))),
  );
  expect(copies.map((words) => words.includes('no se muestran las cantidades'))).toEqual([false, true, true]);
});

it('an auditor gets the report without whoever is named in it, and nothing that is made for the committee', async () => {
  await s.ask(cast.employee, 'capacitacion "Ética" 2024-05-07');
  const auditor = await enter(cast.secretary, 'tablero auditoria 30 dias');
  const member = await enter(cast.member);
  const whole = await bytesOf(at('informe-2024-T2.docx'), member);
  const docx = await bytesOf(at('informe-2024-T2.docx'), auditor);
  expect(wordsOf(whole)).toContain('Persona 00006');
  expect(wordsOf(docx)).toContain('Informe del segundo trimestre de 2024');
  expect(wordsOf(docx)).toContain('Nombre y firma');
  expect(wordsOf(docx)).not.toMatch(/Persona \d/);
  await bytesOf(at('informe-2024-T2.pdf'), auditor);
  for (const name of ['informe-2024-T2.zip', 'anexo-2024-T2.xlsx', 'oficio-2024-T2.docx'])
    expect((await get(at(name), auditor)).status, name).toBe(404);
  expect(await (await get('/tablero/descargas', auditor)).text()).not.toMatch(
    /\.zip"[^>]*>Todo|anexo con nombres/,
  );
});

it('nobody else gets one, nor a report that has not begun', async () => {
  expect((await get(at('informe-2024-T1.pdf'))).status).toBe(403);
  expect((await s.ask(cast.employee, 'tablero')).message.blocks.some((b) => b.type === 'links')).toBe(false);
  const cookie = await enter(cast.member);
  for (const name of ['informe-2024-T3.pdf', 'informe-2023.pdf', 'informe-2024-T1.exe', 'informe-..pdf'])
    expect((await get(at(name), cookie)).status, name).toBe(404);
  await given(
    s,
    fact('role.ended', '2024-05-10', { role: 'member', unit: null }, { subject: id(cast.member) }),
  );
  expect((await get(at('informe-2024-T1.pdf'), cookie)).status).toBe(403);
});

it('who asks for many at once waits, and who asks for the same one again gets the one that was made', async () => {
  const cookie = await enter(cast.secretary);
  const auditor = await enter(cast.secretary, 'tablero auditoria 30 dias');
  const all = ['informe-2024-T1.pdf', 'informe-2024-T2.pdf', 'informe-2024.pdf'].map(at);
  const answers = await Promise.all([
    ...all.map((path) => get(path, cookie)),
    ...all.map((path) => get(path, cookie)),
    ...all.map((path) => get(path, auditor)),
  ]);
  const statuses = answers.map((a) => a.status);
  expect(statuses.filter((n) => n === 503).length).toBeGreaterThan(0);
  expect(statuses.every((n) => n === 200 || n === 503)).toBe(true);
  const refused = answers.find((a) => a.status === 503)!;
  expect(refused.headers.get('retry-after')).toBe('30');
  expect(await refused.text()).toContain('Se están haciendo otros documentos');
  for (const path of all) expect((await get(path, auditor)).status).toBe(200);
});

it('activity 6 shows the cards that went out, small, one by one as they come into sight', async () => {
  const cookie = await enter(cast.secretary, 'tablero auditoria 30 dias');
  const page = await (await get('/tablero/actividad/6', cookie)).text();
  const pictures = [
    ...page.matchAll(/<img src="(\/imagenes\/\w+\.png)"[^>]*loading="lazy"[^>]*alt="([^"]*)"/g),
  ];
  expect(pictures.map((m) => m[2]!.slice(0, 58))).toEqual([
    'Tarjeta del Día de la Integridad, 9 de mayo de 2024. Respe',
    'Tarjeta del Día de la Integridad, 9 de abril de 2024. Lega',
  ]);
  expect(page).toContain('<figcaption>Día de la Integridad, 9 de mayo de 2024: Respeto</figcaption>');
  expect(page.length).toBeLessThan(20_000);
  for (const [, path] of pictures) {
    const png = await bytesOf(path!, cookie);
    expect(Buffer.from(png.subarray(1, 4)).toString()).toBe('PNG');
    expect(Buffer.from(png).readUInt32BE(16)).toBe(560);
    expect(png.length).toBeLessThan(80_000);
  }
  expect(await (await get('/tablero/actividad/9', cookie)).text()).not.toContain('class="cards"');
});

it('addenda stand among the records of the reports that they are of', async () => {
  await s.ask(cast.secretary, 'informe enviado trimestral 1 2024-05-10');
  await s.ask(cast.secretary, 'informe adenda enviada trimestral 1 2024-05-10');
  const cookie = await enter(cast.secretary);
  const page = await (await get('/tablero/actividad/4', cookie)).text();
  expect(page).toContain('Informe trimestral: primer trimestre de 2024');
  expect(page).toContain('Adenda a un informe: primer trimestre de 2024');
  expect(await (await get('/tablero/actividad/3', cookie)).text()).not.toContain('Adenda');
});
