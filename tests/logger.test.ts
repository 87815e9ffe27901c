import { expect, it } from 'vitest';
import { z } from 'zod';
import { createLog } from '../src/logger.ts';

function logged(err: unknown): string {
  let text = '';
  const keep = {
    write(line: string) {
      text += line;
    },
  };
  createLog('trace', keep).error({ err }, 'request failed');
  return text;
}
const caught = (act: () => unknown): Error => {
  try {
    act();
  } catch (error) {
    return error as Error;
  }
  throw new Error('it did not throw');
};

it.each([
  ['JSON', () => JSON.parse('{"nombre": Ana de Prueba}')],
  ['a schema', () => z.enum(['a']).parse('Ana de Prueba')],
])('an error that quotes what was read by %s is told without it', (_, act) => {
  for (const error of [caught(act), new Error('no se pudo', { cause: caught(act) })]) {
    expect(`${error.message} ${(error.cause as Error)?.message}`).toContain('Ana');
    const line = logged(error);
    expect(line).not.toContain('Ana');
    expect(JSON.parse(line)).toMatchObject({
      level: 50,
      msg: 'request failed',
      err: { stack: expect.stringContaining('logger.test') },
    });
  }
});

it('any other is told whole, by its kind, message and place', () => {
  const error = Object.assign(new Error('ENOSPC: no space left'), { code: 'ENOSPC' });
  expect(JSON.parse(logged(error)).err).toMatchObject({
    code: 'ENOSPC',
    message: 'ENOSPC: no space left',
    stack: expect.stringContaining('at '),
  });
});

it('a line is one line, whatever is in it, and secrets are left out', () => {
  let text = '';
  const keep = {
    write(line: string) {
      text += line;
    },
  };
  const log = createLog('info', keep);
  log.info(
    {
      reason: 'a\r\n{"level":60}',
      with: { token: 'xoxb-1', password: 'p', secret: 's', authorization: 'Bearer x' },
    },
    'b\nc',
  );
  expect(text.trim().split('\n')).toHaveLength(1);
  expect(text).not.toMatch(/xoxb|"p"|"s"|Bearer/);
});
