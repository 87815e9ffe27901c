import type { ReceiverEvent } from '@slack/bolt';
import type { Heard } from './payloads.ts';

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

/** Slack's three encodings of a body (JSON, a form, JSON in a form) as one object; null where it is none. */
export function parseBody(raw: Buffer, contentType: string): Record<string, unknown> | null {
  const text = raw.toString('utf8');
  let value: unknown;
  if (contentType.toLowerCase().startsWith('application/x-www-form-urlencoded')) {
    const form = new URLSearchParams(text);
    const payload = form.get('payload');
    value = payload === null ? Object.fromEntries(form) : parseJson(payload);
  } else {
    value = parseJson(text);
  }
  return value !== null && typeof value === 'object' && !Array.isArray(value)
    ? (value as Record<string, unknown>)
    : null;
}

/** What was read, as Bolt takes it and as our listeners find it in its context. */
export function heard({ kind, data }: Heard): Pick<ReceiverEvent, 'body' | 'customProperties'> {
  const body = withoutNulls(data);
  return { body, customProperties: { payload: { kind, data: body } } };
}

/** What Slack leaves empty as if it were left out: Bolt falls over a `channel` that is null. */
function withoutNulls<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutNulls) as T;
  if (value === null || typeof value !== 'object') return value;
  const kept = Object.entries(value).filter(([, of]) => of !== null && of !== undefined);
  return Object.fromEntries(kept.map(([name, of]) => [name, withoutNulls(of)])) as T;
}
