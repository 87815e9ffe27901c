import { cpSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { pdf } from '../evidence/samples.ts';
import { rosterFile } from '../support/process.ts';
import { type Outside, outside, type Row } from './world.ts';

const oficio = 'UT/123/2024';
const name = 'Ana Prueba Robles';
const people: readonly Row[] = [
  ['00101', name, 'ana@example.com', 'Subdirección Médica'],
  ['00102', 'Beto de Prueba', 'beto@example.com', 'Dirección General'],
];

/** Every file of a folder with its bytes. */
function filesIn(folder: string): { path: string; bytes: Buffer }[] {
  return readdirSync(folder, { withFileTypes: true, recursive: true })
    .filter((f) => f.isFile())
    .map((f) => join(f.parentPath, f.name))
    .map((path) => ({ path, bytes: readFileSync(path) }));
}

/** A person is given their data and forgotten while the bot runs; nothing of them is left in the data folder. */
describe('somebody’s personal data', () => {
  let o: Outside;
  let data: string;
  let before: string;
  let figures: string;
  /** What must not be found anywhere: name in any case, parts of it, e-mail, employee number, account. */
  let traces: readonly RegExp[];
  const found = (): string[] =>
    filesIn(data).flatMap(({ path, bytes }) => {
      const text = bytes.toString('latin1') + bytes.toString('utf8') + bytes.toString('utf16le');
      return traces.filter((t) => t.test(text)).map((t) => `${path}: ${t.source}`);
    });
  const progress = async () => (await o.cli(['avance', '--json', '--al', '2024-05-18'])).out;

  beforeAll(async () => {
    o = await outside({ people, env: { PAT_PUBLIC_URL: 'https://pat.example.gob.mx' } });
    data = join(o.dir, 'data');
    before = join(o.dir, 'respaldo');
    traces = [/robles/i, /ana@example\.com/i, /"00101"/, new RegExp(o.slack.ana), /bolsa equivocada/];
    await o.say(o.slack.beto, 'canal comite');
    await o.say(o.slack.ana, 'tapitas 2.5 kg');
    await o.say(o.slack.ana, 'capacitacion "Ética pública" 2024-05-07 4h');
    await o.say(o.slack.beto, `acuerdo nuevo "Pedir un curso a ${name}" responsable 00101 2024-06-28`);
    await o.say(o.slack.beto, 'cancelar 2024-DON-000001 bolsa equivocada');
    await o.say(o.slack.beto, 'hoja 9 "Subdirección Médica" "Ética pública" 2024-04-10');
    const scan = join(o.dir, `Lista ${name}.pdf`);
    writeFileSync(scan, pdf);
    expect((await o.cli(['evidencia', 'agregar', scan, '--actividad', '9'])).code).toBe(0);
    cpSync(data, before, { recursive: true, filter: (from) => !/pat\.sock|\/lock$/.test(from) });
    figures = await progress();
  }, 120_000);
  afterAll(() => o.close());

  it('are given to the person as JSON and as a document that nobody else can open', async () => {
    const { code, out, err } = await o.cli([
      'persona',
      'exportar',
      '00101',
      '--salida',
      join(o.dir, 'copia.json'),
    ]);
    expect(code, err).toBe(0);
    expect(out).toContain('copia.docx');
    for (const file of ['copia.json', 'copia.docx'])
      expect(statSync(join(o.dir, file)).mode & 0o777).toBe(0o600);
    const copy = JSON.parse(readFileSync(join(o.dir, 'copia.json'), 'utf8'));
    expect(copy.person).toMatchObject({ number: '00101', name, email: 'ana@example.com' });
    expect(copy.accounts).toMatchObject([{ platform: 'slack', user: o.slack.ana }]);
    expect(copy.addresses).toHaveLength(1);
    const folios = copy.entries.map((e: { folio: string }) => e.folio);
    expect(folios).toEqual(expect.arrayContaining(['2024-DON-000001', '2024-CAP-000001', '2024-ANU-000001']));
    expect((await o.cli(['persona', 'exportar', '99999', '--salida', join(o.dir, 'x')])).code).toBe(1);
    expect((await o.cli(['persona', 'exportar', '00101'])).code).toBe(2);
  }, 60_000);

  it('are not erased without an oficio while the person works there, nor by a simulation', async () => {
    const refused = await o.cli(['persona', 'olvidar', '00101'], {});
    expect(refused).toMatchObject({ code: 1, out: expect.stringContaining('--oficio') });
    const simulated = await o.cli(['persona', 'olvidar', '00101', '--oficio', oficio, '--simular']);
    expect(simulated).toMatchObject({ code: 0, out: expect.stringContaining('simulación') });
    expect(found().length).toBeGreaterThan(4);
  }, 60_000);

  it('are gone from every byte of the data folder, and what still names the person is listed', async () => {
    const { code, out, err } = await o.cli(['persona', 'olvidar', '00101', '--oficio', oficio]);
    expect(code, err).toBe(0);
    expect(out).toContain('fue olvidada por el oficio UT/123/2024');
    expect(out).toContain('hoja 1, actividad 9');
    expect(out).toMatch(/2024-E-0001 · Lista Ana Prueba Robles\.pdf \(PDF, .*revisa también el contenido/);
    expect(found()).toEqual([]);
    expect((await o.cli(['verificar'])).code).toBe(0);
    expect(await progress()).toBe(figures);
  }, 60_000);

  it('no longer make the account somebody on the plantilla; the committee’s texts say that somebody was forgotten', async () => {
    expect(await o.say(o.slack.ana, 'tapitas 1 kg')).toContain('No te encuentro en la plantilla');
    expect(await o.say(o.slack.ana, 'mis datos')).toContain('no guardo datos');
    expect(await o.say(o.slack.beto, 'acuerdo 1')).toContain('Acuerdo 1');
    expect(found()).toEqual([]);
    expect(o.bot.output()).not.toMatch(/robles|ana@example/i);
  }, 60_000);

  it('do not come back with the next plantilla, a restart, or an older backup', async () => {
    const file = await rosterFile(o.dir, people, 'otra.csv');
    const again = await o.cli(['plantilla', 'importar', file]);
    expect(again.out).toContain('1 persona fue olvidada y no se vuelve a registrar');
    expect(await o.bot.stop()).toBe(0);
    expect(found()).toEqual([]);
    await o.start();
    expect(await o.say(o.slack.ana, 'mi avance')).toContain('No te encuentro');
    await o.bot.stop();

    const tombstones = readFileSync(join(data, 'isssteson/forgotten.json'));
    rmSync(data, { recursive: true });
    cpSync(before, data, { recursive: true });
    expect(found().length).toBeGreaterThan(4);
    writeFileSync(join(data, 'isssteson/forgotten.json'), tombstones);
    await o.start();
    expect(found()).toEqual([]);
    expect((await o.cli(['verificar'])).code).toBe(0);
    expect(await progress()).toBe(figures);
    expect(await o.say(o.slack.ana, 'mi avance')).toContain('No te encuentro');
  }, 120_000);

  it('are no longer given out by the link to a file that was taken away', async () => {
    await o.say(o.slack.beto, 'evidencia E-1');
    const shown = JSON.stringify(o.calls.findLast(({ method }) => method === 'respond')!.body);
    const link = `${o.bot.url}${/\/archivos\/[^\s|>"\\]+/.exec(shown)![0]}`;
    expect((await fetch(link)).status).toBe(200);
    await o.say(o.slack.beto, 'evidencia quitar E-1 "nombra a quien fue olvidada"');
    expect((await fetch(link)).status).toBe(404);
  }, 60_000);

  it('are kept anew, of somebody new, once the plantilla is told to', async () => {
    const file = await rosterFile(o.dir, people, 'otra.csv');
    const { out } = await o.cli(['plantilla', 'importar', file, '--readmitir', '00101']);
    expect(out).toContain('Se agregó 1 persona');
    expect(await o.say(o.slack.ana, 'tapitas 1 kg')).toContain('2024-DON-000002');
    expect((await o.cli(['verificar'])).code).toBe(0);
  }, 60_000);
});
