import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Outside, outside } from './world.ts';

/** The whole program as a process: what a browser gets of the board. */
let o: Outside;
const address = 'https://pat.ejemplo.gob.mx';
beforeAll(async () => {
  o = await outside({ env: { PAT_PUBLIC_URL: address } });
}, 60_000);
afterAll(() => o?.close());

const at = (path: string, init: RequestInit = {}) =>
  fetch(`${o.bot.url}${path}`, { redirect: 'manual', ...init });

/** Opens the board by the link that words get in chat; gives the session's headers. */
async function enter(words: string): Promise<{ cookie: string }> {
  const said = await o.during(() => o.say(o.slack.beto, words));
  const link = /https:\/\/pat\.ejemplo\.gob\.mx(\/tablero\/(?:entrar|auditoria)\/[\w-]+)/.exec(
    JSON.stringify(said),
  )![1]!;
  const entered = await at(link, { method: 'POST' });
  expect(entered.status).toBe(303);
  return { cookie: entered.headers.get('set-cookie')!.split(';')[0]! };
}
const download = async (name: string, headers: { cookie: string }): Promise<Buffer> => {
  const answer = await at(`/tablero/archivo/${name}`, { headers });
  expect(answer.status, name).toBe(200);
  expect(answer.headers.get('content-disposition')).toContain(`attachment; filename="${name}"`);
  return Buffer.from(await answer.arrayBuffer());
};

it('the link that the chat gives opens the board by its button, and a session lasts until it is closed', async () => {
  const said = await o.during(() => o.say(o.slack.beto, 'tablero'));
  const link = /https:\/\/pat\.ejemplo\.gob\.mx(\/tablero\/entrar\/[\w-]+)/.exec(JSON.stringify(said))![1]!;
  expect((await at('/tablero')).status).toBe(403);
  expect(await (await at(link)).text()).toContain('Entrar');
  const entered = await at(link, { method: 'POST' });
  expect(entered.status).toBe(303);
  const given = entered.headers.get('set-cookie')!;
  expect(given).toMatch(
    /^__Host-tablero=[\w-]{20,}; Max-Age=28800; Path=\/; HttpOnly; SameSite=Lax; Secure$/,
  );
  const headers = { cookie: given.split(';')[0]! };
  expect(await (await at('/tablero', { headers })).text()).toContain('Programa Anual de Trabajo 2024');
  expect((await at(link, { method: 'POST' })).status).toBe(410);
  await at('/tablero/libro/revisar', { method: 'POST', headers });
  expect(await (await at('/tablero/libro', { headers })).text()).toMatch(/Revisado|revisad/);
  expect((await at('/tablero/salir', { method: 'POST', headers })).status).toBe(303);
  expect((await at('/tablero', { headers })).status).toBe(403);
}, 60_000);

it('an auditor’s link gives the ledger, which the page’s own instructions verify without the server', async () => {
  const headers = await enter('tablero auditoria 30 dias');
  const zip = await download('libro.zip', headers);
  const folder = join(o.dir, 'auditoria');
  for (const [name, bytes] of Object.entries(unzipSync(zip))) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), bytes);
  }
  const page = await (await at('/tablero/libro', { headers })).text();
  const steps = [...page.matchAll(/<li><code>([^<]+)<\/code>/g)].map((m) => m[1]!);
  expect(steps).toEqual(['sha256sum -c SHA256SUMS', 'node verificar.mjs']);
  const [sums, chain] = steps.map((step) =>
    execFileSync('sh', ['-c', step], {
      cwd: join(folder, 'libro'),
      encoding: 'utf8',
      env: { PATH: `${dirname(process.execPath)}:${process.env.PATH}` },
    }),
  );
  expect(sums).toContain('ledger.jsonl: OK');
  const hash = /Huella final \(SHA-256\): ([0-9a-f]{64})/.exec(chain!)![1]!;
  expect(page).toContain(`<code>${hash}</code>`);
  expect(Buffer.concat(Object.values(unzipSync(zip)).map(Buffer.from)).toString()).not.toMatch(
    /de Prueba|@example\.com/,
  );
}, 60_000);

it('reports are made by the process that makes papers, and leave no trace in the ledger', async () => {
  const [committee, auditor] = [await enter('tablero'), await enter('tablero auditoria 5 dias')];
  const files = unzipSync(await download('informe-2024-T1.zip', committee));
  expect(Object.keys(files)).toContain('anexo-2024-T1.xlsx');
  for (const name of ['informe-2024-T1.pdf', 'informe-2024-T2.docx']) await download(name, auditor);
  expect((await at('/tablero/archivo/informe-2024-T1.zip', { headers: auditor })).status).toBe(404);
  expect((await at('/tablero/archivo/informe-2024-T1.pdf')).status).toBe(403);
  const ledger = unzipSync(await download('libro.zip', auditor))['libro/ledger.jsonl']!;
  expect(Buffer.from(ledger).toString()).toContain('audit.granted');
  expect(Buffer.from(ledger).toString()).not.toContain('report.made');
}, 120_000);
