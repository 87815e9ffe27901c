import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import { z } from 'zod';
import type { SentFile } from '../../src/request.ts';

/** What Teams puts beside a message: files of the person's OneDrive, pictures that were pasted, and the text again as HTML. */
const attachment = z.object({
  contentType: z.string().max(200),
  contentUrl: z.string().max(4000).nullish(),
  name: z.string().max(1000).nullish(),
  content: z.unknown(),
});
export const attachmentsSchema = z.array(z.unknown()).nullish();

const download = z.object({ downloadUrl: z.string().max(4000), fileType: z.string().nullish() });

const downloadType = 'application/vnd.microsoft.teams.file.download.info';
const timeoutMs = 60_000;

/**
 * Where Teams' files lie: the organization's SharePoint with a pass in the address, and Teams' own store of pictures,
 * which wants the bot's token. Other clouds of Microsoft's have names of their own.
 */
const sharePoint = /^[a-z0-9-]+\.sharepoint(-df)?\.(com|us|cn|de)$/;
const pictures =
  /^(smba\.trafficmanager\.net|[a-z0-9-]+\.botframework\.com|[a-z0-9.-]+\.teams\.microsoft\.(com|us))$/;

export interface FileAccess {
  readonly fetch: typeof globalThis.fetch;
  /** The bot's token for Teams' own store; null where there is none (demo). */
  readonly token: () => Promise<string | null>;
  /** The demo's client may hand over files from this machine. */
  readonly local: (url: URL) => boolean;
}

/** The files of a message, to be fetched when they are opened; what is no file is left out. */
export function sentFiles(
  attachments: readonly unknown[] | null | undefined,
  options: FileAccess,
): SentFile[] {
  return (attachments ?? []).flatMap((one): SentFile[] => {
    const read = attachment.safeParse(one);
    if (!read.success) return [];
    const { contentType, contentUrl, name, content } = read.data;
    const info = contentType === downloadType ? download.safeParse(content) : null;
    const from = info?.success ? info.data.downloadUrl : /^image\//.test(contentType) ? contentUrl : null;
    if (!from) return [];
    const open = () => fetchFile(from, info?.success === true, options);
    return [{ name: name ?? '', bytes: null, open }];
  });
}

async function fetchFile(
  address: string,
  passInAddress: boolean,
  { fetch, token, local }: FileAccess,
): Promise<AsyncIterable<Uint8Array>> {
  const url = URL.canParse(address) ? new URL(address) : null;
  const hosts = passInAddress ? sharePoint : pictures;
  const known = url?.protocol === 'https:' && url.port === '' && hosts.test(url.hostname);
  if (url === null || !(known || local(url))) throw new Error('not a file of Teams');
  const bearer = passInAddress || !known ? null : await token();
  const response = await fetch(address, {
    ...(bearer !== null && { headers: { authorization: `Bearer ${bearer}` } }),
    redirect: 'error',
    signal: AbortSignal.timeout(timeoutMs),
  });
  if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
  return Readable.fromWeb(response.body as ReadableStream);
}
