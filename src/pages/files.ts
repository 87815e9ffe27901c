import type { IncomingMessage, ServerResponse } from 'node:http';
import { type FileLinks, filesPath } from '../evidence/links.ts';
import { legible } from '../input/clean.ts';
import { mediaTypeOfLinked, openLinked } from '../papers/linked.ts';
import type { Files } from '../ports/files.ts';
import { sendContent } from './content.ts';

interface Options {
  readonly files: Files;
  readonly committee: string;
  readonly links: FileLinks;
  /** Whether a piece of evidence was taken away: its links end with it. */
  readonly isRemoved: (evidence: string) => boolean;
}

/** RFC 6266 and 8187: the name in full for those who read it, without accents for the others. */
const disposition = (given: string): string => {
  const name = legible(given).replace(/[/\\]/g, '_');
  const plain = name.normalize('NFKD').replace(/[^\x20-\x7e]|["\\%]/g, '');
  const full = encodeURIComponent(name).replace(
    /['()*]/g,
    (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`,
  );
  return `attachment; filename="${plain}"; filename*=UTF-8''${full}`;
};

/**
 * Gives a file to whoever holds a link to it that still works; false where the path is none of ours. It is
 * always saved, never shown: nothing that somebody sent runs as a page of the bot's.
 */
export function serveFile(
  { files, committee, links, isRemoved }: Options,
  request: IncomingMessage,
  response: ServerResponse,
): boolean {
  const path = (request.url ?? '/').split('?', 1)[0]!;
  if (!path.startsWith(filesPath) || !/^(GET|HEAD)$/.test(request.method ?? '')) return false;
  const token = path.slice(filesPath.length).split('/', 1)[0]!;
  give(token).catch(() => response.destroy());
  return true;

  async function give(key: string): Promise<void> {
    const found = await links.find(key);
    const evidence = found?.form === 'stored' ? found.evidence : undefined;
    const file = evidence !== undefined && isRemoved(evidence) ? null : found;
    const content = file && (await openLinked({ files, committee, links }, file));
    const common = { 'cache-control': 'private, no-store', 'referrer-policy': 'no-referrer' };
    if (!file || !content) {
      response.writeHead(404, { ...common, 'content-type': 'text/plain' }).end('not found\n');
      return;
    }
    await sendContent(
      request,
      response,
      {
        ...common,
        'content-type': mediaTypeOfLinked(file),
        'content-disposition': disposition(file.name),
      },
      content,
    );
  }
}
