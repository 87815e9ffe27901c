import { afterEach, expect, it } from 'vitest';
import { cast, fact, given, id, type Scene, scene } from '../../rules/support.ts';
import { type BoardServer, boardServer } from './harness.ts';

let server: BoardServer;
let s: Scene;
afterEach(() => server.close());

async function begin(): Promise<void> {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
  server = await boardServer(s);
}

async function linkOf(number: string, words = 'tablero'): Promise<string> {
  const { message } = await s.ask(number, words);
  const found = message.blocks.flatMap((b) => (b.type === 'links' ? b.links : []))[0];
  if (!found) throw new Error(message.summary);
  return server.here(found.url);
}

/** Presses the button of a link; gives the cookie. */
async function enter(link: string): Promise<string> {
  const answer = await fetch(link, { method: 'POST', redirect: 'manual' });
  expect(answer.status).toBe(303);
  return answer.headers.get('set-cookie')!.split(';')[0]!;
}
const get = (path: string, cookie?: string) =>
  fetch(`${server.url}${path}`, { redirect: 'manual', headers: cookie ? { cookie } : {} });

it('a link is not spent by looking, but by its button, and once', async () => {
  await begin();
  const link = await linkOf(cast.member);
  expect((await fetch(link)).status).toBe(200);
  expect((await fetch(link)).status).toBe(200);
  const cookie = await enter(link);
  expect((await get('/tablero', cookie)).status).toBe(200);
  expect((await fetch(link, { method: 'POST', redirect: 'manual' })).status).toBe(410);
  expect((await fetch(link)).status).toBe(410);
});

it('a link ends after ten minutes, a session after eight hours', async () => {
  await begin();
  const [first, second] = [await linkOf(cast.member), await linkOf(cast.member)];
  const cookie = await enter(first);
  s.at('2024-05-09T17:10:01Z');
  expect((await fetch(second, { method: 'POST', redirect: 'manual' })).status).toBe(410);
  expect((await get('/tablero', cookie)).status).toBe(200);
  s.at('2024-05-10T01:00:01Z');
  expect((await get('/tablero', cookie)).status).toBe(403);
});

it('who lost the office is out at the next request', async () => {
  await begin();
  const cookie = await enter(await linkOf(cast.member));
  expect((await get('/tablero', cookie)).status).toBe(200);
  await given(
    s,
    fact('role.ended', '2024-05-09', { role: 'member', unit: null }, { subject: id(cast.member) }),
  );
  expect((await get('/tablero', cookie)).status).toBe(403);
});

it('is refused without a session, to employees, and to forms of other sites', async () => {
  await begin();
  expect((await get('/tablero')).status).toBe(403);
  expect((await get('/tablero', 'tablero=made-up')).status).toBe(403);
  await expect(linkOf(cast.employee)).rejects.toThrow('es para');
  const link = await linkOf(cast.member);
  const foreign = await fetch(link, {
    method: 'POST',
    redirect: 'manual',
    headers: { origin: 'https://evil.example' },
  });
  expect(foreign.status).toBe(403);
  expect((await fetch(link)).status).toBe(200);
});

it('sends headers that allow neither scripts nor foreign frames nor caches', async () => {
  await begin();
  const cookie = await enter(await linkOf(cast.member));
  const answer = await get('/tablero', cookie);
  const csp = answer.headers.get('content-security-policy')!;
  expect(csp).toContain("default-src 'none'");
  expect(csp).not.toContain('unsafe');
  expect(csp).toContain('frame-ancestors');
  expect(answer.headers.get('cache-control')).toBe('no-store');
  expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
  const text = await answer.text();
  expect(text).not.toMatch(/<script|\sstyle=|\son\w+=/);
});

it('bounds guesses by address', async () => {
  await begin();
  const guess = () => get(`/tablero/entrar/${'x'.repeat(22)}`);
  for (let n = 0; n < 20; n += 1) expect((await guess()).status).toBe(410);
  expect((await guess()).status).toBe(429);
  s.at('2024-05-09T17:01:01Z');
  expect((await guess()).status).toBe(410);
});

it('an auditor sees figures and folios and no name, until the day or until it is taken back', async () => {
  await begin();
  await s.ask(cast.employee, 'capacitacion "Ética" 2024-05-07');
  const [link, other] = [
    await linkOf(cast.secretary, 'tablero auditoría 30 días'),
    await linkOf(cast.secretary, 'tablero auditoria 5 dias'),
  ];
  expect((await s.facts()).filter((f) => f.kind === 'audit.granted')).toHaveLength(2);
  await expect(linkOf(cast.member, 'tablero auditoria 30 dias')).rejects.toThrow('es para');
  const auditor = await enter(link);
  const member = await enter(await linkOf(cast.member));
  const page = '/tablero/actividad/9/registros/2024-05';
  expect(await (await get(page, member)).text()).toContain('Persona 00001');
  const seen = await (await get(page, auditor)).text();
  expect(seen).toContain('2024-CAP-000001');
  for (const path of [
    page,
    '/tablero',
    '/tablero/actividad/9',
    '/tablero/envios',
    '/tablero/libro',
    '/tablero/descargas',
  ])
    expect(await (await get(path, auditor)).text(), path).not.toMatch(/Persona \d|pendientes\.xlsx|>Ética</);
  const unit = encodeURIComponent('Subdirección Médica');
  expect((await get(`/tablero/actividad/9/faltan?unidad=${unit}`, member)).status).toBe(200);
  expect((await get(`/tablero/actividad/9/faltan?unidad=${unit}`, auditor)).status).toBe(404);
  expect((await get('/tablero/archivo/pendientes.xlsx', auditor)).status).toBe(404);
  const mine = await enter(other);
  s.at('2024-05-15T17:00:00Z');
  expect((await fetch(other)).status).toBe(410);
  expect((await get('/tablero', mine)).status).toBe(403);
  await s.ask(cast.secretary, 'tablero auditoria quitar 1');
  expect((await fetch(link)).status).toBe(410);
});

it('what people wrote is text on the page', async () => {
  await begin();
  await s.ask(cast.member, 'registrar 00001 capacitacion "<img src=x onerror=alert(1)>" 2024-05-07 4h');
  const cookie = await enter(await linkOf(cast.member));
  const text = await (await get('/tablero/actividad/9/registros/2024-05', cookie)).text();
  expect(text).toContain('&lt;img');
  expect(text).not.toContain('<img src=x');
});

it('the same page is worked out once for each state of the ledger', async () => {
  await begin();
  const cookie = await enter(await linkOf(cast.member));
  const before = await (await get('/tablero', cookie)).text();
  expect(await (await get('/tablero', cookie)).text()).toBe(before);
  await s.ask(cast.secretary, 'actividad 13 realizada 2024-05-08');
  const after = await (await get('/tablero', cookie)).text();
  expect(after).not.toBe(before);
});
