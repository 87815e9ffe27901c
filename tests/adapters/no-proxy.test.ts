import { expect, it } from 'vitest';
import { goesDirect, spelledOut } from '../../adapters/common/no-proxy.ts';

it.each([
  [null, 'slack.com', 443, false],
  ['', 'slack.com', 443, false],
  ['*', 'slack.com', 443, true],
  ['slack.com', 'slack.com', 443, true],
  ['slack.com', 'wss.slack.com', 443, true],
  ['slack.com', 'notslack.com', 443, false],
  ['slack.com', 'slack.com.mx', 443, false],
  ['.gob.mx, 127.0.0.1', 'pat.gob.mx', 443, true],
  ['*.gob.mx', 'pat.gob.mx', 443, true],
  ['.gob.mx 127.0.0.1', '127.0.0.1', 8443, true],
  ['proxy.gob.mx:8443', 'proxy.gob.mx', 443, false],
  ['proxy.gob.mx:8443', 'PROXY.gob.mx', 8443, true],
  ['::1', '::1', 443, true],
  ['::1', '[::1]', 443, true],
])('NO_PROXY=%s leaves %s:%i out: %s', (except, host, port, direct) => {
  expect(goesDirect(except, host, port)).toBe(direct);
});

it('says for others what a bare name stands for', () => {
  expect(spelledOut('slack.com, .gob.mx 127.0.0.1,::1,*')).toBe(
    'slack.com,.slack.com,.gob.mx,127.0.0.1,::1,*',
  );
  expect(spelledOut(null)).toBe('');
});
