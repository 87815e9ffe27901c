import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import { plain } from '../../../src/message.ts';
import type { Attachment, Reply } from '../../../src/request.ts';
import { type RunningBot, runBot, type SlackWorld, startSlack } from './harness.ts';

let world: SlackWorld;
let running: RunningBot;
beforeAll(async () => {
  world = await startSlack();
  return () => world.close();
});
beforeEach(async () => {
  world.calls.length = 0;
  running = await runBot(world);
});
afterEach(() => running.close());

const file = (name: string, content: string, more: Partial<Attachment> = {}): Attachment => ({
  name,
  mediaType: 'text/plain',
  bytes: content.length,
  link: `https://pat.example/archivos/x/${name}`,
  open: async () =>
    (async function* () {
      yield Buffer.from(content);
    })(),
  ...more,
});

const answering = (...attachments: Attachment[]): void =>
  running.bot.answer((): Reply => ({ message: plain('Aquí está'), visibility: 'private', attachments }));

const asked = (channel: string) =>
  running.event({
    type: channel.startsWith('D') ? 'message' : 'app_mention',
    ...(channel.startsWith('D') && { channel_type: 'im' }),
    user: world.ana,
    channel,
    text: 'informe trimestral 2',
    ts: '1.1',
  });

const uploaded = async (): Promise<{ name: string; url_private: string }[]> =>
  (await world.history(world.ana)).flatMap((m) => (m.files as { name: string; url_private: string }[]) ?? []);
const said = (): string => JSON.stringify(world.calls.filter((c) => c.method.startsWith('chat.')));

it('uploads the files of an answer to the direct message, after the message', async () => {
  answering(file('informe.docx', 'contenido'), file('anexo.xlsx', 'otro'));
  await asked(await world.conversation(world.ana));
  await running.connection.stop();
  const found = await uploaded();
  expect(found.map((f) => f.name).sort()).toEqual(['anexo.xlsx', 'informe.docx']);
  const order = world.calls.map((c) => c.method);
  expect(order.indexOf('chat.postMessage')).toBeLessThan(order.indexOf('files.completeUploadExternal'));
  expect(said()).not.toContain('pat.example');
});

it('tells in a channel that they are in the direct message, and never shows them there', async () => {
  answering(file('pendientes.xlsx', 'nombres'));
  await asked(world.channel);
  await running.connection.stop();
  expect(said()).toContain('El archivo va en nuestro mensaje directo.');
  const shared = world.calls.find((c) => c.method === 'files.completeUploadExternal');
  expect(shared?.body.channel_id).toBe(await world.conversation(world.ana));
});

it('gives by link what is too large, unknown in size included', async () => {
  answering(file('enorme.zip', '', { bytes: null, about: 2 * 1024 ** 3 }), file('informe.docx', 'contenido'));
  await asked(await world.conversation(world.ana));
  await running.connection.stop();
  expect(said()).toContain('https://pat.example/archivos/x/enorme.zip');
  expect(said()).not.toContain('x/informe.docx');
  expect(world.calls.filter((c) => c.method === 'files.completeUploadExternal')).toHaveLength(1);
});

it('falls back to links where Slack takes no files', async () => {
  await running.close();
  running = await runBot(world, {
    fetch: async (input, init) =>
      String(input).includes('files.getUploadURLExternal')
        ? new Response(JSON.stringify({ ok: false, error: 'missing_scope' }))
        : world.fetch(input, init),
  });
  answering(file('informe.docx', 'contenido'));
  await asked(await world.conversation(world.ana));
  await running.connection.stop();
  expect(said()).toContain('Slack no recibió los archivos');
  expect(said()).toContain('https://pat.example/archivos/x/informe.docx');
});

it('shows the bot’s own pictures as files of Slack in one message, each uploaded once', async () => {
  await running.close();
  const png = Buffer.from(
    'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
    'base64',
  );
  const sha256 = 'a'.repeat(64);
  running = await runBot(world, {
    picture: async (hash) =>
      hash === sha256
        ? (async function* () {
            yield png;
          })()
        : null,
  });
  running.bot.answer(() => ({
    message: {
      summary: 'Día de la Integridad',
      blocks: [
        { type: 'image', url: 'http://127.0.0.1/imagenes/x.png', alt: 'Tarjeta', sha256 },
        { type: 'text', text: 'Hoy es 9' },
      ],
    },
    visibility: 'private',
  }));
  const direct = await world.conversation(world.ana);
  await asked(direct);
  await running.connection.stop();
  const posts = world.calls
    .filter((c) => c.method === 'chat.postMessage')
    .map((c) => c.body.blocks as { type: string; slack_file?: { id: string } }[]);
  expect(posts).toHaveLength(1);
  expect(posts[0]![0]).toMatchObject({
    type: 'image',
    slack_file: { id: expect.stringMatching(/^F/) },
    alt_text: 'Tarjeta',
  });
  expect(world.calls.filter((c) => c.method === 'files.getUploadURLExternal')).toHaveLength(1);
});
