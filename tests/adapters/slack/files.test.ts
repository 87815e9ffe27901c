import { afterAll, beforeAll, expect, it } from 'vitest';
import { createFileSource } from '../../../adapters/slack/files.ts';
import { botToken, type RunningBot, runBot, type SlackWorld, serve, startSlack } from './harness.ts';

let world: SlackWorld;
let running: RunningBot;
let host: { url: string; close(): Promise<void> };
const asked: { path: string; authorization: string | undefined }[] = [];
beforeAll(async () => {
  world = await startSlack();
  running = await runBot(world);
  host = await serve((request, response) => {
    asked.push({ path: request.url ?? '', authorization: request.headers.authorization });
    if (request.url === '/login') response.writeHead(302, { location: `${host.url}/page` }).end();
    else if (request.url === '/gone') response.writeHead(404).end();
    else response.end('contenido del archivo');
  });
});
afterAll(async () => {
  await host.close();
  await running.close();
  await world.close();
});

async function read(content: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of content) chunks.push(chunk);
  return Buffer.concat(chunks).toString('utf8');
}

const shared = (file: object) => ({
  type: 'message',
  subtype: 'file_share',
  user: world.ana,
  channel: 'D1',
  channel_type: 'im',
  text: 'evidencia 9',
  ts: '1.1',
  files: [file],
});

it('hands the files of a direct message over, unfetched, with name and size', async () => {
  await running.event(
    shared({ id: 'F1', name: 'acta.pdf', size: 21, url_private: `${host.url}/files/acta.pdf` }),
  );
  await expect.poll(() => running.bot.asked.at(-1)?.words).toBe('evidencia 9');
  const [file] = running.bot.asked.at(-1)?.files ?? [];
  expect(file).toMatchObject({ name: 'acta.pdf', bytes: 21 });
  expect(asked).toEqual([]);
  // It lies on a host that is neither Slack's nor the configured one.
  await expect(file?.open()).rejects.toThrow('not a file of Slack');
  expect(asked).toEqual([]);
});

it('fetches with the bot’s token from the configured host, and follows nobody elsewhere', async () => {
  const source = createFileSource(botToken, { apiUrl: `${host.url}/api/` });
  const open = (path: string) => source.sent({ name: 'a', url_private: `${host.url}${path}` }).open();
  expect(await read(await open('/files/a'))).toBe('contenido del archivo');
  expect(asked.at(-1)).toEqual({ path: '/files/a', authorization: `Bearer ${botToken}` });
  await expect(open('/gone')).rejects.toThrow('404');
  await expect(open('/login')).rejects.toThrow();
  expect(asked.map((a) => a.path)).not.toContain('/page');
});

it.each([
  ['http://files.slack.com/a', false],
  ['https://files.slack.com.example.com/a', false],
  ['https://files.slack.com:8443/a', false],
  ['https://evil.example.com/files.slack.com', false],
  ['file:///etc/passwd', false],
  ['', false],
  ['https://files.slack.com/files-pri/T1-F1/a.pdf', true],
])('the token goes to Slack alone: %s', async (address, goes) => {
  const to: string[] = [];
  const fetch: typeof globalThis.fetch = async (input) => {
    to.push(String(input));
    return new Response('x');
  };
  const opened = createFileSource(botToken, { fetch }).sent({ name: 'a', url_private: address }).open();
  if (goes) expect(await read(await opened)).toBe('x');
  else await expect(opened).rejects.toThrow();
  expect(to).toEqual(goes ? [address] : []);
});

it('files of a channel are left alone', async () => {
  const before = running.bot.asked.length;
  await running.event({
    ...shared({ name: 'a.pdf', url_private: 'https://files.slack.com/a' }),
    type: 'app_mention',
    channel: world.channel,
    channel_type: 'channel',
    text: `<@${world.bot}> avance`,
  });
  await expect.poll(() => running.bot.asked.length).toBe(before + 1);
  expect(running.bot.asked.at(-1)?.files).toBeUndefined();
});
