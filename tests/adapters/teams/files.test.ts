import { describe, expect, it } from 'vitest';
import { sentFiles } from '../../../adapters/teams/files.ts';

const info = 'application/vnd.microsoft.teams.file.download.info';
const download = (downloadUrl: string, name = 'acta.pdf') => ({
  contentType: info,
  contentUrl: 'https://contoso.sharepoint.com/personal/x/acta.pdf',
  name,
  content: { downloadUrl, uniqueId: '1', fileType: 'pdf' },
});
const picture = (contentUrl: string) => ({ contentType: 'image/*', contentUrl });
const html = { contentType: 'text/html', content: '<p>evidencia 9</p>' };

/** Keeps where it is sent, with which pass. */
function recording() {
  const calls: { url: string; authorization: string | null }[] = [];
  const fetch: typeof globalThis.fetch = async (input, init) => {
    calls.push({ url: String(input), authorization: new Headers(init?.headers).get('authorization') });
    return new Response('contenido');
  };
  return { calls, access: { fetch, token: async () => 'pase', local: () => false } };
}

it('takes files and pasted pictures, not the text’s own HTML or cards', () => {
  const { access } = recording();
  const card = { contentType: 'application/vnd.microsoft.card.adaptive', content: {} };
  const files = sentFiles(
    [
      html,
      download('https://contoso.sharepoint.com/d'),
      picture('https://smba.trafficmanager.net/i'),
      card,
      null,
      7,
    ],
    access,
  );
  expect(files.map((f) => f.name)).toEqual(['acta.pdf', '']);
  expect(sentFiles(undefined, access)).toEqual([]);
});

describe('what is fetched, and with which pass', () => {
  it.each([
    [download('https://contoso-my.sharepoint.com/d?tempauth=1'), null],
    [picture('https://smba.trafficmanager.net/amer/v3/attachments/1/views/original'), 'Bearer pase'],
  ])('%j', async (attachment, authorization) => {
    const { calls, access } = recording();
    const content = await sentFiles([attachment], access)[0]!.open();
    let text = '';
    for await (const chunk of content) text += Buffer.from(chunk).toString();
    expect(text).toBe('contenido');
    expect(calls.map((c) => c.authorization)).toEqual([authorization]);
  });

  it.each([
    download('http://contoso.sharepoint.com/d'),
    download('https://sharepoint.com.example.com/d'),
    download('https://smba.trafficmanager.net/d'),
    download('https://127.0.0.1/d'),
    download('https://contoso.sharepoint.com:444/d'),
    download('nonsense'),
    picture('https://contoso.example.com/i'),
    picture('http://169.254.169.254/latest/meta-data'),
    picture('https://smba.trafficmanager.net.example.com/i'),
  ])('never: %j', async (attachment) => {
    const { calls, access } = recording();
    await expect(sentFiles([attachment], access)[0]!.open()).rejects.toThrow('not a file of Teams');
    expect(calls).toEqual([]);
  });
});
