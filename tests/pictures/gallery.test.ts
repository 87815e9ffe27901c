import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import pino from 'pino';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Message } from '../../src/message.ts';
import { servePicture } from '../../src/pages/pictures.ts';
import type { Press } from '../../src/papers/paper.ts';
import { print } from '../../src/papers/print.ts';
import { createGallery, type Gallery, hanging } from '../../src/pictures/gallery.ts';
import type { Drawing } from '../../src/pictures/layout.ts';
import type { Chat } from '../../src/ports/chat.ts';
import type { Files } from '../../src/ports/files.ts';
import { inspectTemplate } from '../../src/reports/template.ts';
import { pdf } from '../evidence/samples.ts';
import { memoryFiles } from '../support/memory.ts';

const square = (colour: string): Drawing => ({
  kind: 'picture',
  picture: {
    ...{ width: 40, height: 40, background: colour, under: '' },
    content: { type: 'div', props: { style: { display: 'flex' }, children: 'a' } },
  },
});
const message = (...drawings: Drawing[]): Message => ({
  summary: 'Avance',
  blocks: [
    ...drawings.map((drawing) => ({ type: 'drawing' as const, drawing, alt: 'Un cuadro' })),
    { type: 'text', text: 'Lo mismo en palabras' },
  ],
});

let server: Server;
let files: Files;
let url: string;
let gallery: Gallery;
let printed = 0;
let fails = false;
const press: Press = {
  print: async (paper) => {
    printed += 1;
    if (fails) throw new Error('no press');
    return print(paper);
  },
  inspect: inspectTemplate,
  close: async () => {},
};
beforeEach(async () => {
  [printed, fails, files] = [0, false, memoryFiles()];
  server = createServer((req, res) => {
    if (!servePicture(gallery, req, res)) res.writeHead(418).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  gallery = createGallery({ press, files, committee: 'a', publicUrl: url, log: pino({ level: 'silent' }) });
});
afterEach(() => new Promise((done) => server.close(done)));

it('draws each picture once and gives it under the hash of its content', async () => {
  const [a, b] = await Promise.all([
    gallery.hang(message(square('#ff0000'))),
    gallery.hang(message(square('#ff0000'))),
  ]);
  expect(a).toEqual(b);
  expect(printed).toBe(1);
  const [image] = a.blocks;
  if (image?.type !== 'image') throw new Error('no image');
  expect(image.url).toBe(`${url}/imagenes/${image.sha256}.png`);
  const response = await fetch(image.url);
  expect(response.headers.get('content-type')).toBe('image/png');
  expect(response.headers.get('cache-control')).toContain('immutable');
  expect(
    Buffer.from(await response.arrayBuffer())
      .subarray(1, 4)
      .toString(),
  ).toBe('PNG');
  expect((await fetch(image.url, { method: 'HEAD' })).status).toBe(200);
});

it('leaves out what can’t be drawn, and tries it again the next time', async () => {
  fails = true;
  expect((await gallery.hang(message(square('#00ff00')))).blocks).toEqual([
    { type: 'text', text: 'Lo mismo en palabras' },
  ]);
  const impossible: Drawing = { kind: 'chart', width: 10, height: 10, option: Number.NaN };
  expect((await gallery.hang(message(impossible))).blocks).toHaveLength(1);
  fails = false;
  expect((await gallery.hang(message(square('#00ff00')))).blocks).toHaveLength(2);
});

it.each([
  'x',
  '..%2f..%2fetc%2fpasswd',
  `${'0'.repeat(64)}`,
  `${'0'.repeat(64)}.png`,
  '',
])('gives nothing for «%s», nor anything that is no picture', async (path) => {
  await files.put('evidence', pdf);
  expect((await fetch(`${url}/imagenes/${path}`)).status).toBe(404);
  expect((await fetch(`${url}/otra`)).status).toBe(418);
  expect((await fetch(`${url}/imagenes/x`, { method: 'POST' })).status).toBe(418);
});

it('a chat’s posts and edits go out with their pictures drawn', async () => {
  const out: Message[] = [];
  const chat: Chat = {
    platform: 'teams',
    post: async (_, m) => {
      out.push(m);
      return { status: 'sent', messageId: '1' };
    },
    update: async (_, __, m) => {
      out.push(m);
      return { status: 'sent', messageId: '1' };
    },
    find: async () => null,
  };
  const to = { platform: 'teams', kind: 'person', tenant: 't', id: 'u', ref: null } as const;
  const hung = hanging(chat, gallery);
  await hung.post(to, message(square('#0000ff')), 'k');
  await hung.update(to, '1', message(square('#0000ff')));
  expect(out.map((m) => m.blocks.map((b) => b.type))).toEqual([
    ['image', 'text'],
    ['image', 'text'],
  ]);
});
