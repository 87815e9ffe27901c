/**
 * The README's pictures of the real thing, made by `npm run pictures`: the demo as `npm start` runs it, in
 * Microsoft's local Teams client and on the board, seen by Chromium. Slack's own client can't be had offline: its view is
 * drawn by a library from the blocks that Slack gets.
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Locator, type Page } from 'playwright-core';
import { freePort } from '../../adapters/common/free-port.ts';
import { slackHome } from './slack-view.ts';

const root = new URL('../../', import.meta.url);
const folder = new URL('.readme/', root);
/** Longest that GitHub's readers should wait for one of them. */
const mostBytes = 100_000;

/** The demo in a folder of its own; gives the addresses of its client and what ends it. */
async function startDemo(): Promise<{ client: string; stop(): Promise<void> }> {
  const dir = await mkdtemp(join(tmpdir(), 'pat-readme-'));
  const child = spawn(process.execPath, ['--import', 'tsx/esm', 'src/cli.ts', 'start'], {
    cwd: root,
    env: {
      PATH: process.env.PATH,
      HOME: process.env.HOME,
      PORT: String(await freePort()),
      PAT_DATA_DIR: join(dir, 'data'),
      TEAMSAPPTESTER_BROWSER: 'none',
    },
  });
  const client = await new Promise<string>((found, failed) => {
    let said = '';
    child.stdout.on('data', (bytes) => {
      said += bytes;
      const [url] = /http:\/\/127\.0\.0\.1:56\d{3}/.exec(said) ?? [];
      if (url) found(url);
    });
    child.once('exit', () => failed(new Error(said)));
  });
  return {
    client,
    async stop() {
      const gone = new Promise((done) => child.once('exit', done));
      child.kill('SIGTERM');
      await gone;
      await rm(dir, { recursive: true, force: true });
    },
  };
}

/** A picture as WebP, by the browser's own encoder, no larger than it may be. */
async function storeWebp(browser: Browser, name: string, png: Buffer): Promise<void> {
  const page = await browser.newPage();
  try {
    for (const quality of [0.9, 0.8, 0.7, 0.5]) {
      const base64 = (await page.evaluate(
        `(async () => {
          const image = new Image();
          image.src = 'data:image/png;base64,${png.toString('base64')}';
          await image.decode();
          const canvas = document.createElement('canvas');
          [canvas.width, canvas.height] = [image.width, image.height];
          canvas.getContext('2d').drawImage(image, 0, 0);
          return canvas.toDataURL('image/webp', ${quality}).split(',')[1];
        })()`,
      )) as string;
      const bytes = Buffer.from(base64, 'base64');
      if (bytes.length > mostBytes) continue;
      await writeFile(new URL(`${name}.webp`, folder), bytes);
      console.log(`${name}.webp: ${Math.round(bytes.length / 1000)} kB`);
      return;
    }
    throw new Error(`${name} is too large`);
  } finally {
    await page.close();
  }
}

/** Writes to the bot in the client's window; gives the answer's card once it shows what it has to. */
async function ask(page: Page, words: string, shows: (page: Page) => Locator): Promise<Locator> {
  const box = page.getByRole('textbox').last();
  await box.fill(words);
  await box.press('Enter');
  const card = page
    .locator('.ac-adaptiveCard')
    .filter({ has: shows(page) })
    .last();
  await card.waitFor({ timeout: 30_000 });
  await page.waitForLoadState('networkidle');
  return card;
}

/** All that the pictures show, in the order in which somebody would come upon it. */
async function take(page: Page, store: (name: string, png: Buffer) => Promise<void>): Promise<void> {
  await page.getByText('Personal Chat').first().waitFor();
  const log = page.getByRole('button', { name: /close/i }).last();
  if (await log.isVisible()) await log.click();
  await ask(page, 'soy secretaria', (p) => p.getByText(/Ahora eres/));
  const card = await ask(page, 'tarjeta', (p) => p.getByRole('img', { name: /Respeto/ }));
  await store('card', await card.screenshot());
  const home = await ask(page, 'inicio', (p) => p.getByRole('button', { name: 'Abrir el tablero' }));
  await store('home', await home.screenshot());

  // The link's address, as the client got it: what it opens is no window that this page could follow.
  const address = new Promise<string>((found) =>
    page.on('websocket', (socket) =>
      socket.on('framereceived', ({ payload }) => {
        const [link] = /http:[^"\\]*\/tablero\/entrar\/[\w-]+/.exec(String(payload)) ?? [];
        if (link) found(link);
      }),
    ),
  );
  await page.reload();
  await ask(page, 'tablero', (p) => p.getByText('Tu enlace al tablero'));
  const board = await page.context().browser()!.newPage({ locale: 'es-MX' });
  await board.goto(await address);
  await board.getByRole('button', { name: 'Entrar' }).click();
  await board.getByRole('heading', { level: 1 }).waitFor();
  await board.setViewportSize({ width: 1180, height: 860 });
  await board.waitForLoadState('networkidle');
  await store('board', await board.screenshot());
  await board.getByRole('link', { name: 'Capacitación', exact: true }).last().click();
  await board.setViewportSize({ width: 390, height: 860 });
  await board.evaluate("document.querySelector('.chart').closest('section').scrollIntoView()");
  await board.waitForLoadState('networkidle');
  await store('board-phone', await board.screenshot());
}

const demo = await startDemo();
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] });
try {
  const page = await browser.newPage({ viewport: { width: 1500, height: 1900 }, locale: 'es-MX' });
  await page.goto(demo.client);
  await take(page, (name, png) => storeWebp(browser, name, png));
  const slack = await browser.newPage({ viewport: { width: 676, height: 860 }, deviceScaleFactor: 1.1 });
  await slack.setContent(await slackHome());
  await slack.waitForLoadState('networkidle');
  await storeWebp(browser, 'slack', await slack.screenshot({ fullPage: true }));
} finally {
  await browser.close();
  await demo.stop();
}
