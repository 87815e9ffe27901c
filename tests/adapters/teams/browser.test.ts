import { mkdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Message } from '../../../src/message.ts';
import { teamsTexts } from '../../../src/texts/teams.ts';
import { has } from '../../storage/support.ts';
import { fullForm, hostileTexts, messageOf } from '../../support/messages.ts';
import { type TeamsWorld, teamsWorld, until } from './harness.ts';

const card: Message = {
  summary: 'Día de la Integridad',
  blocks: [
    { type: 'heading', text: 'Día de la Integridad' },
    { type: 'text', text: 'Apaga tu computadora al terminar la jornada.' },
    { type: 'facts', facts: [{ label: 'Valor del mes', value: 'Honradez' }] },
    { type: 'progress', label: 'Capacitación', percent: 43.3, text: '130 de 300 (43.3 %)' },
    { type: 'list', items: ['Carta compromiso', 'Evaluación'] },
    { type: 'choices', choices: [{ label: 'Enterado/a', words: 'enterado', nonce: 'n1', style: 'primary' }] },
    { type: 'note', text: 'Comité de Ética e Integridad' },
  ],
};

/** Pictures of what the test saw, to be looked at. */
const shots = join(tmpdir(), 'pat-teams-shots');

/** What a person sees: the messages in the page of Microsoft's client. */
describe.skipIf(!has('Chromium', ['chromium', '--version']))('in a browser', () => {
  let world: TeamsWorld;
  let browser: Browser;
  let page: Page;

  beforeAll(async () => {
    world = await teamsWorld();
    await mkdir(shots, { recursive: true });
    browser = await chromium
      .launch({ executablePath: 'chromium', args: ['--no-sandbox'] })
      .catch(() => chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox'] }));
    page = await browser.newPage({ viewport: { width: 1300, height: 1000 }, locale: 'es-MX' });
    // Nothing of the internet, as in an office without it.
    await page.route(/^(?!http:\/\/(127\.0\.0\.1|localhost)[:/])/, (route) => route.abort());
    await page.goto(world.playground.url);
    await page.getByText('Personal Chat').first().waitFor();
  }, 60_000);
  afterAll(async () => {
    await browser?.close();
    await world?.close();
  });
  const shot = (name: string) => page.screenshot({ path: join(shots, `${name}.png`) });
  const see = (text: string) => page.getByText(text, { exact: true }).last().waitFor({ timeout: 10_000 });

  it('shows a card with all that it says', async () => {
    await world.connection.chat.post(world.places.personal, card, 'k');
    for (const text of [
      'Día de la Integridad',
      'Honradez',
      '•  Carta compromiso',
      'Comité de Ética e Integridad',
    ])
      await see(text);
    await shot('card');
  });

  it('answers a pressed button below', async () => {
    await page.getByRole('button', { name: 'Enterado/a' }).last().click();
    await see('Respuesta a: enterado');
    await see(teamsTexts.below);
    expect(world.bot.requests.at(-1)).toMatchObject({ words: 'enterado', nonce: 'n1', where: 'direct' });
  });

  it('takes a form, shows what was wrong in it, and then its answer in its place', async () => {
    await world.connection.chat.post(
      world.places.personal,
      { summary: 'Forma', blocks: [{ type: 'form', form: fullForm }] },
      'k',
    );
    await see('Registrar capacitación');
    const wrong = 'Ese curso no existe';
    world.bot.answer = ({ fields }) =>
      fields?.curso === 'malo'
        ? {
            message: { summary: wrong, blocks: [{ type: 'text', text: wrong }] },
            visibility: 'private',
            fieldErrors: { curso: wrong },
          }
        : {
            message: { summary: 'Listo', blocks: [{ type: 'text', text: `Registrado: ${fields?.horas} h` }] },
            visibility: 'private',
          };
    await page.getByLabel('Curso').last().fill('malo');
    await page.getByLabel('Horas').last().fill('2.5');
    await page.getByRole('button', { name: 'Registrar' }).last().click();
    await see(wrong);
    expect(await page.getByLabel('Curso').last().inputValue()).toBe('malo');
    await shot('form');
    await page.getByLabel('Curso').last().fill('Ética pública');
    await page.getByRole('button', { name: 'Registrar' }).last().click();
    await see('Registrado: 2.5 h');
    expect(await page.getByText('Registrar capacitación').count()).toBe(0);
    await shot('answer');
  });

  it('keeps a form that lacks what it needs', async () => {
    await world.connection.chat.post(
      world.places.personal,
      { summary: 'Forma', blocks: [{ type: 'form', form: fullForm }] },
      'k',
    );
    await see('Registrar capacitación');
    const before = world.bot.requests.length;
    await page.getByLabel('Curso').last().fill('');
    await page.getByRole('button', { name: 'Registrar' }).last().click();
    await see(teamsTexts.invalid.required('Curso'));
    expect(world.bot.requests.length).toBe(before);
  });

  it('shows hostile text as it is written, and nothing of it acts', async () => {
    const dangers: string[] = [];
    page.on('dialog', (dialog) => {
      dangers.push(dialog.message());
      void dialog.dismiss();
    });
    for (const text of hostileTexts.slice(0, 14))
      await world.connection.chat.post(world.places.personal, messageOf(text), 'k');
    await see('*bold* _itálica_ ~tachado~ `código` ```bloque```');
    await see('**negrita** __subrayado__ ## título');
    expect(dangers).toEqual([]);
    const links = await page
      .locator('.ac-adaptiveCard a[href], .ac-adaptiveCard img[src=x], .ac-adaptiveCard script')
      .count();
    expect(links).toBe(0);
    await shot('hostile');
  });

  it('shows what is said in a channel, and answers a button there in the personal chat', async () => {
    world.bot.answer = () => ({
      message: { summary: 'Gracias', blocks: [{ type: 'text', text: 'Gracias por leer' }] },
      visibility: 'private',
    });
    await world.connection.chat.post(world.places.general, card, 'k');
    await page.getByText('General').first().click();
    await page.getByRole('button', { name: 'Enterado/a' }).last().click();
    await see(teamsTexts.answeredPrivately);
    await shot('channel');
    const answer = await until(() =>
      world.shown.find((s) => JSON.stringify(s.card).includes('Gracias por leer')),
    );
    expect(answer.conversation).toBe('pat-personal');
  });
});
