import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { createFileLinks, type FileLinks } from '../../src/evidence/links.ts';
import { serveFile } from '../../src/pages/files.ts';
import type { Files } from '../../src/ports/files.ts';
import { tokenMs } from '../../src/ports/tokens.ts';
import { jpg, pdf } from '../evidence/samples.ts';
import { memoryFiles } from '../support/memory.ts';
import { testTokens } from '../support/tokens.ts';

let server: Server;
let url: string;
let files: Files;
let links: FileLinks;
let now = 0;
const removed = new Set<string>();

beforeEach(async () => {
  files = memoryFiles();
  server = createServer((req, res) => {
    const options = { files, committee: 'comite-a', links, isRemoved: (id: string) => removed.has(id) };
    if (!serveFile(options, req, res)) res.writeHead(418).end();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  links = createFileLinks({ publicUrl: url, tokens: testTokens(() => now) });
});
afterEach(() => new Promise((done) => server.close(done)));

it('gives the file to whoever holds the link, to be saved and never shown', async () => {
  const { sha256 } = await files.put('comite-a', pdf);
  const link = links.make({ sha256, type: 'pdf', name: 'Acta "1ª" sesión.pdf' });
  const response = await fetch(link);
  expect(response.status).toBe(200);
  expect(Buffer.from(await response.arrayBuffer())).toEqual(pdf);
  expect(response.headers.get('content-type')).toBe('application/pdf');
  expect(response.headers.get('content-disposition')).toBe(
    'attachment; filename="Acta 1a sesion.pdf"; filename*=UTF-8\'\'Acta%20%221%C2%AA%22%20sesi%C3%B3n.pdf',
  );
  expect(response.headers.get('x-content-type-options')).toBe('nosniff');
  expect(response.headers.get('cache-control')).toBe('private, no-store');
  const head = await fetch(link, { method: 'HEAD' });
  expect([head.status, await head.text()]).toEqual([200, '']);
});

it('works for a day and no longer, whatever the programme’s clock says', async () => {
  const { sha256 } = await files.put('comite-a', jpg);
  const link = links.make({ sha256, type: 'jpg', name: 'a.jpg' });
  now += tokenMs.file - 1;
  expect((await fetch(link)).status).toBe(200);
  now += 1;
  expect((await fetch(link)).status).toBe(404);
});

it('ends with the piece of evidence that it shows, and with no other', async () => {
  const { sha256 } = await files.put('comite-a', pdf);
  const link = (evidence: string) => links.make({ sha256, type: 'pdf', name: 'a.pdf', evidence });
  const [first, second] = [link('2024-E-0001'), link('2024-E-0002')];
  removed.add('2024-E-0001');
  expect([(await fetch(first)).status, (await fetch(second)).status]).toEqual([404, 200]);
});

it.each([
  '',
  'x',
  'x/a.pdf',
  '..%2f..%2fetc/passwd',
  '%00',
  `${'0'.repeat(64)}`,
])('gives nothing to who only guesses: «%s»', async (path) => {
  const { sha256 } = await files.put('comite-a', pdf);
  links.make({ sha256, type: 'pdf', name: 'a.pdf' });
  const response = await fetch(`${url}/archivos/${path}`);
  expect(response.status).toBe(404);
  expect(await response.text()).toBe('not found\n');
});

it('leaves every other path and method alone', async () => {
  expect((await fetch(`${url}/healthz`)).status).toBe(418);
  expect((await fetch(`${url}/archivos/x`, { method: 'POST' })).status).toBe(418);
});

it('gives a document that was made for whoever asked, from the beginning each time, until newer ones need its room', async () => {
  const made = (name: string, content: Uint8Array) =>
    links.offer({ form: 'printed', name, mediaType: 'application/zip' }, content).url;
  const link = made('informe.zip', Buffer.from('paquete'.padEnd(40 * 1024 * 1024)));
  for (const _ of [1, 2]) {
    const response = await fetch(link);
    expect(response.headers.get('content-type')).toBe('application/zip');
    expect((await response.text()).trim()).toBe('paquete');
  }
  const next = made('informe-2.zip', Buffer.alloc(40 * 1024 * 1024));
  // Without its bytes: a body that nobody reads keeps its connection.
  const status = async (of: string) => (await fetch(of, { method: 'HEAD' })).status;
  expect([await status(link), await status(next)]).toEqual([404, 200]);
});
