import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { cast, fact, given, id, type Scene, scene } from '../../rules/support.ts';
import { has } from '../../storage/support.ts';
import { mail } from '../../support/bot.ts';
import { publicUrl, startTenant, type Tenant, token } from './entra.ts';
import { type BoardServer, boardServer } from './harness.ts';

/**
 * Teams' window around the tab, as far as Microsoft's library speaks with it: it answers `initialize` and
 * `authentication.getAuthToken`. The window's address is Teams' own, which the browser is told to find here.
 */
const hostPage = (
  answer: string,
) => `<!doctype html><title>Teams</title><iframe name="tab" width="1100" height="700" src="${publicUrl}/tablero/teams"></iframe><script>
window.addEventListener('message', ({ data, source, origin }) => {
  if (origin !== '${publicUrl}' || typeof data.func !== 'string') return;
  const say = (...args) => source.postMessage({ id: data.id, uuidAsString: data.uuidAsString, args }, origin);
  if (data.func === 'initialize') say('content', 'web', JSON.stringify({ apiVersion: 4, isLegacyTeams: false, hostVersionsInfo: {}, supports: {} }), '2.0.1');
  if (data.func === 'authentication.getAuthToken') say(${answer});
});
</script>`;

const shots = join(tmpdir(), 'pat-board-shots');
const needed = has('Chromium', ['chromium', '--version']) && has('openssl', ['openssl', 'version']);

/** Microsoft's own library in a frame of real Chromium, with a stand-in for Teams around it. */
describe.skipIf(!needed)('the tab in Teams', () => {
  let folder: string;
  let tls: { key: Buffer; cert: Buffer };
  let tenant: Tenant;
  let teams: Server;
  let answer = '';
  let s: Scene;
  let server: BoardServer;
  let browser: Browser;
  let context: BrowserContext;
  let page: Page;

  beforeAll(async () => {
    await mkdir(shots, { recursive: true });
    folder = await mkdtemp(join(tmpdir(), 'pat-tls-'));
    const [key, cert] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
    const made = ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=pat'];
    await promisify(execFile)('openssl', [...made, '-keyout', key, '-out', cert]);
    tls = { key: await readFile(key), cert: await readFile(cert) };
    tenant = await startTenant();
    teams = createServer(tls, (_, response) => {
      response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(hostPage(answer));
    });
    await new Promise<void>((done) => teams.listen(0, '127.0.0.1', done));
    s = await scene({ at: '2024-05-09T17:00:00Z' });
    server = await boardServer(s, { entra: tenant.entra, secure: true, tls });
    const port = (of: string | AddressInfo | null) => (of as AddressInfo).port;
    const rules = [
      `MAP teams.microsoft.com 127.0.0.1:${port(teams.address())}`,
      `MAP pat.ejemplo.gob.mx 127.0.0.1:${new URL(server.url).port}`,
      'MAP * ~NOTFOUND',
      'EXCLUDE 127.0.0.1',
    ];
    const args = ['--no-sandbox', `--host-resolver-rules=${rules.join(',')}`];
    browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args });
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
    teams?.closeAllConnections();
    await new Promise((done) => teams?.close(done));
    await tenant?.close();
    await rm(folder, { recursive: true, force: true });
  });
  beforeEach(async () => {
    context = await browser.newContext({ ignoreHTTPSErrors: true, locale: 'es-MX' });
    page = await context.newPage();
  });
  afterEach(() => context.close());

  /** Opens Teams as somebody whom the tenant vouches for. */
  async function open(number: string): Promise<ReturnType<Page['frameLocator']>> {
    const said = token(tenant.claims(mail(number), `77777777-2222-3333-4444-0000000${number}`), tenant.key);
    answer = `true, ${JSON.stringify(said)}`;
    await page.goto('https://teams.microsoft.com/');
    return page.frameLocator('iframe');
  }

  it('signs in without a word and shows the board, whose pages and buttons work in the frame', async () => {
    const tab = await open(cast.member);
    await tab.getByRole('heading', { level: 1, name: /actividad/ }).waitFor();
    await page.screenshot({ path: join(shots, 'teams-tab.png') });
    await tab.getByRole('link', { name: 'Libro' }).click();
    await tab.getByRole('button', { name: 'Revisar' }).click();
    await tab.getByRole('heading', { level: 1, name: 'Libro' }).waitFor();
    const [cookie] = await context.cookies(publicUrl);
    expect(cookie).toMatchObject({
      name: '__Host-tablero-teams',
      httpOnly: true,
      secure: true,
      sameSite: 'None',
      partitionKey: 'https://microsoft.com',
    });
    // The session is of that frame alone: a window of its own has none.
    const alone = await context.newPage();
    expect((await alone.goto(`${publicUrl}/tablero`))?.status()).toBe(403);
  });

  it('a session that is over signs in again; who lost the office is told so', async () => {
    const tab = await open(cast.president);
    await tab.getByRole('heading', { level: 1, name: /actividad/ }).waitFor();
    const office = { role: 'president' as const, unit: null };
    await given(s, fact('role.ended', '2024-05-09', office, { subject: id(cast.president) }));
    await tab.getByRole('link', { name: 'Calendario', exact: true }).click();
    await tab.getByText('El tablero es del Comité de Ética').waitFor();
  });

  it.each([
    ['an employee', () => open(cast.employee), 'El tablero es del Comité de Ética'],
    [
      'somebody for whom Teams gives no token',
      async () => {
        answer = "false, 'resourceRequiresConsent'";
        await page.goto('https://teams.microsoft.com/');
        return page.frameLocator('iframe');
      },
      'Teams no pudo confirmar quién eres',
    ],
  ])('tells %s what to do', async (_, look, says) => {
    const tab = await look();
    await tab.getByText(says).waitFor();
    expect(await context.cookies(publicUrl)).toEqual([]);
  });

  it('outside of Teams it says where it belongs, and another site can’t frame it', async () => {
    await page.goto(`${publicUrl}/tablero/teams`);
    await page.getByText('se abre dentro de Teams').waitFor();
    await page.goto('about:blank');
    await page.setContent(`<iframe src="${publicUrl}/tablero/teams"></iframe>`);
    const frame = page.frames().at(-1)!;
    await page.waitForLoadState('networkidle');
    expect(await frame.getByText('Tablero del Comité').count()).toBe(0);
  });
});
