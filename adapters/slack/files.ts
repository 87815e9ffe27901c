import { Readable } from 'node:stream';
import type { ReadableStream } from 'node:stream/web';
import type { SentFile } from '../../src/request.ts';
import type { Reach } from './client.ts';
import type { EventPayload } from './payloads.ts';

type SlackFile = NonNullable<EventPayload['event']['files']>[number];

export interface FileSource {
  /** A file of a message, to be fetched when it is opened. */
  sent(file: SlackFile): SentFile;
}

const timeoutMs = 60_000;
const longestName = 1000;

/** Hosts that Slack's files lie on; the token goes nowhere else. */
const slackHosts = /^(files\.slack\.com|[a-z0-9-]+\.slack\.com|files\.slack-gov\.com)$/;

/** Fetches files by the bot's token from Slack, or from the host of the configured Web API. */
export function createFileSource(botToken: string, { apiUrl, fetch = globalThis.fetch }: Reach): FileSource {
  const own = apiUrl === undefined ? null : new URL(apiUrl).origin;

  function addressOf(file: SlackFile): string {
    const address = file.url_private_download ?? file.url_private ?? '';
    const url = URL.canParse(address) ? new URL(address) : null;
    const slack = url?.protocol === 'https:' && url.port === '' && slackHosts.test(url.hostname);
    if (url === null || !(slack || url.origin === own)) throw new Error('not a file of Slack');
    return address;
  }

  return {
    sent: (file) => ({
      name: (file.name ?? '').slice(0, longestName),
      bytes: file.size ?? null,
      async open() {
        const response = await fetch(addressOf(file), {
          headers: { authorization: `Bearer ${botToken}` },
          // A sign-in page is where one is led who may not see the file, and it may be anywhere.
          redirect: 'error',
          signal: AbortSignal.timeout(timeoutMs),
        });
        if (!response.ok || response.body === null) throw new Error(`HTTP ${response.status}`);
        return Readable.fromWeb(response.body as ReadableStream);
      },
    }),
  };
}
