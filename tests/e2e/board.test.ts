import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Outside, outside } from './world.ts';

/** The whole program as a process: what a browser gets of the board. */
let o: Outside;
const address = 'https://pat.ejemplo.gob.mx';
beforeAll(async () => {
  o = await outside({ env: { PAT_PUBLIC_URL: address } });
}, 60_000);
afterAll(() => o?.close());

it('the link that the chat gives opens the board by its button, and a session lasts until it is closed', async () => {
  const said = await o.during(() => o.say(o.slack.beto, 'tablero'));
  const link = /https:\/\/pat\.ejemplo\.gob\.mx(\/tablero\/entrar\/[\w-]+)/.exec(JSON.stringify(said))![1]!;
  const at = (path: string, init: RequestInit = {}) =>
    fetch(`${o.bot.url}${path}`, { redirect: 'manual', ...init });
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
