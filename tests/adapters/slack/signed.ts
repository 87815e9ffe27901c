import { createHmac } from 'node:crypto';

export const signingSecret = 'a-signing-secret-of-the-tests';

export interface Sent {
  readonly status: number;
  readonly body: string;
  readonly ms: number;
}

export interface Signing {
  readonly timestamp?: number;
  readonly secret?: string;
  readonly signature?: string;
  readonly headers?: Record<string, string>;
}

export const signature = (secret: string, timestamp: number, body: string): string =>
  `v0=${createHmac('sha256', secret).update(`v0:${timestamp}:${body}`).digest('hex')}`;

export const seconds = (): number => Math.floor(Date.now() / 1000);

/** What Slack posts a form's fields as. */
export const formType = 'application/x-www-form-urlencoded';

/** Posts a body as Slack would, signed unless it is to be signed otherwise. */
export async function postSigned(
  url: string,
  body: string,
  contentType = formType,
  { timestamp = seconds(), secret = signingSecret, headers = {}, ...given }: Signing = {},
): Promise<Sent> {
  const began = performance.now();
  const response = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': contentType,
      'x-slack-request-timestamp': String(timestamp),
      'x-slack-signature': given.signature ?? signature(secret, timestamp, body),
      ...headers,
    },
    body,
  });
  return { status: response.status, body: await response.text(), ms: performance.now() - began };
}
