import { mkdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoStart, sampleEntries } from '../../../src/demo.ts';
import { sampleRoster } from '../../../src/roster/sample.ts';
import { cast, fact, given, type Scene, scene } from '../../rules/support.ts';
import { has } from '../../storage/support.ts';
import { type BoardServer, boardServer } from './harness.ts';

/** Pictures of what the test saw, to be looked at. */
const shots = join(tmpdir(), 'pat-board-shots');
const paths = [
  '',
  '/actividad/9',
  '/actividad/2',
  '/actividad/6',
  '/actividad/9/registros/2024-03',
  '/actividad/9/faltan?unidad=Hospital%20Ejemplo%20del%20Norte',
  '/calendario',
  '/envios',
  '/libro',
  '/descargas',
];

/** The board with the demo's 300 people and their history, in real Chromium. */
describe.skipIf(!has('Chromium', ['chromium', '--version']))('in a browser', () => {
  let s: Scene;
  let server: BoardServer;
  let browser: Browser;
  let page: Page;
  let link = '';
  const axe = () => readFile(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

  beforeAll(async () => {
    s = await scene({ at: '2024-05-09T17:00:00Z' });
    const sample = sampleRoster(2024);
    await s.bot.journal.submit((view) => ({
      drafts: sampleEntries(view, s.programme, sample, '2024-05-09'),
      people: sample.people,
      value: null,
    }));
    await given(
      s,
      fact(
        'card.sent',
        '2024-05-09',
        { period: '2024-05', by: 'bot' },
        { key: 'card/2024-05', folio: '2024-TAR-000099' },
      ),
    );
    expect(demoStart(s.programme, () => false)).toBeInstanceOf(Date);
    server = await boardServer(s);
    const { message } = await s.ask(cast.secretary, 'tablero');
    link = server.here(message.blocks.flatMap((b) => (b.type === 'links' ? b.links : []))[0]!.url);
    await mkdir(shots, { recursive: true });
    browser = await chromium
      .launch({ executablePath: 'chromium', args: ['--no-sandbox'] })
      .catch(() => chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] }));
    // axe is put into the page by the test; the page's own policy takes no script.
    const context = await browser.newContext({
      bypassCSP: true,
      locale: 'es-MX',
      viewport: { width: 1280, height: 900 },
    });
    page = await context.newPage();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await server?.close();
  });
  const shot = (name: string) => page.screenshot({ path: join(shots, `${name}.png`), fullPage: true });
  const violations = async () => {
    await page.evaluate(await axe());
    const found = await page.evaluate('axe.run()');
    return (found as { violations: { id: string; nodes: { html: string }[] }[] }).violations.map(
      (v) => `${v.id}: ${v.nodes[0]?.html}`,
    );
  };

  it('signs in by the button of the link, and says at once what is late and why', async () => {
    await page.goto(link);
    await shot('puerta');
    expect(await violations()).toEqual([]);
    await page.getByRole('button', { name: 'Entrar' }).click();
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForLoadState('networkidle');
    expect(await page.getByRole('heading', { level: 1 }).textContent()).toMatch(/actividad/);
    expect(await page.locator('.concern').count()).toBeGreaterThan(0);
    const bytes = (await page.evaluate(
      "[...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')].reduce((n, e) => n + e.encodedBodySize, 0)",
    )) as number;
    expect(bytes).toBeGreaterThan(20_000);
    expect(bytes).toBeLessThan(100_000);
    console.log(`first page: ${bytes} bytes`);
  });

  it.each(paths)('axe finds nothing, wide and on a phone, nothing is cut off: %s', async (path) => {
    for (const [width, name] of [
      [1280, 'ancho'],
      [375, 'telefono'],
    ] as const) {
      await page.setViewportSize({ width, height: 812 });
      await page.goto(`${server.url}/tablero${path}`);
      await shot(`${path.replaceAll('/', '-') || '-programa'}-${name}`.slice(1));
      expect(await violations()).toEqual([]);
      expect(await page.evaluate('document.documentElement.scrollWidth')).toBeLessThanOrEqual(width);
    }
  });

  it.each(paths)('axe finds nothing in the dark either: %s', async (path) => {
    await page.emulateMedia({ colorScheme: 'dark' });
    await page.setViewportSize({ width: 390, height: 844 });
    await page.goto(`${server.url}/tablero${path}`);
    await shot(`${path.replaceAll('/', '-') || '-programa'}-oscuro`.slice(1));
    const colour = 'getComputedStyle(document.body).backgroundColor';
    expect(await page.evaluate(colour)).toBe('rgb(20, 24, 31)');
    expect(await violations()).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect(await page.evaluate(colour)).toBe('rgb(255, 255, 255)');
    await page.emulateMedia({ media: null, colorScheme: 'light' });
  });

  it('shows a hash letter by letter, not as the beginning of a sentence', async () => {
    await page.goto(`${server.url}/tablero/libro`);
    const first = "getComputedStyle(document.querySelector('dd:has(code)'), '::first-letter').textTransform";
    expect(await page.evaluate(first)).toBe('none');
  });

  it('shows on a phone nothing where there is nothing, and what each value is', async () => {
    const shown = (selector: string) =>
      page.evaluate(
        `[...document.querySelectorAll('${selector}')].filter((e) => e.checkVisibility()).map((e) => e.innerText.trim())`,
      ) as Promise<string[]>;
    await page.goto(`${server.url}/tablero`);
    await page.setViewportSize({ width: 1280, height: 900 });
    expect(await shown('td')).toContain('—');
    for (const path of paths) {
      await page.goto(`${server.url}/tablero${path}`);
      await page.setViewportSize({ width: 390, height: 844 });
      expect(
        (await shown('td')).filter((text) => /^[—-]?$/.test(text)),
        path,
      ).toEqual([]);
      // All sections of the board in one line.
      const tops = await page.evaluate(
        "[...new Set([...document.querySelectorAll('nav[aria-label] li')].map((e) => e.offsetTop))].length",
      );
      expect(tops, path).toBe(1);
    }
  });

  it('draws the months for the width that there is', async () => {
    const drawn = async (width: number) => {
      await page.setViewportSize({ width, height: 900 });
      await page.goto(`${server.url}/tablero/actividad/9`);
      await page.locator('.chart img').scrollIntoViewIfNeeded();
      await page.waitForLoadState('networkidle');
      const image = 'document.querySelector(".chart img")';
      return page.evaluate(`[${image}.naturalWidth, ${image}.getBoundingClientRect().right <= innerWidth]`);
    };
    expect(await drawn(1280)).toEqual([900, true]);
    expect(await drawn(390)).toEqual([640, true]);
  });

  it('prints', async () => {
    await page.goto(`${server.url}/tablero`);
    const pdf = await page.pdf({ path: join(shots, 'programa.pdf'), format: 'Letter' });
    expect(pdf.length).toBeGreaterThan(10_000);
    await page.emulateMedia({ media: 'print' });
    expect(await page.getByRole('button', { name: 'Cerrar sesión' }).isVisible()).toBe(false);
    await page.setViewportSize({ width: 760, height: 900 });
    await shot('papel');
    await page.emulateMedia({ media: null });
  });

  it('is reached by the keyboard, and closes', async () => {
    await page.setViewportSize({ width: 1280, height: 900 });
    await page.goto(`${server.url}/tablero`);
    await page.keyboard.press('Tab');
    expect(await page.evaluate('document.activeElement.textContent')).toBe('Ir al contenido');
    await page.getByRole('button', { name: 'Cerrar sesión' }).click();
    await page.getByText('El tablero es del Comité').waitFor();
  });
});
