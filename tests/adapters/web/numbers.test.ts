import { expect, it } from 'vitest';
import { ledger } from '../../../adapters/web/pages/others.ts';

it('what is more than a thousand is written as everywhere else', () => {
  const { text } = ledger({
    ...{ page: 'ledger', entries: 12345, hash: 'a'.repeat(64), since: null, sound: true, checked: null },
    ...{ anchor: '', mayCheck: false },
    folios: [{ letters: 'CAP', name: 'Capacitaciones', n: 1189, voided: 0 }],
  });
  expect(text).toContain('<dd>12,345</dd>');
  expect(text).toContain('<span>1,189</span>');
});
