import fc from 'fast-check';
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { commands } from '../../src/activities/index.ts';
import type { Reply } from '../../src/request.ts';
import { cast, type Scene, scene, words } from './support.ts';

vi.setConfig({ testTimeout: 60_000 });

let s: Scene;
beforeAll(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
});
const people = fc.constantFrom(...Object.values(cast));
const text = fc.string({ unit: 'binary', maxLength: 200 });
const plain = fc.string({ unit: 'grapheme', maxLength: 60 });
const called = new Set(commands.flatMap((c) => c.words));

/** Pieces of which people make requests, right and wrong. */
const piece = fc.oneof(
  fc.constantFrom(...called),
  fc.constantFrom(
    '2024-05-07',
    '31/02',
    'hoy',
    'ayer',
    'mañana',
    '7 de mayo',
    '2 kg',
    '-3 kg',
    '999999 kg',
    '4h',
    'muchos',
    'kilos',
    '3',
    'piezas',
  ),
  fc.constantFrom(
    'realizada',
    'celebrada',
    'enviado',
    'anual',
    'trimestral',
    'alta',
    'baja',
    'ratificar',
    'vocal',
    'secretaria',
    'confirmar',
    'aceptar',
    'v1',
    'si',
    'no',
    'hasta',
  ),
  fc.constantFrom(
    '00001',
    '00002',
    '99999',
    '2024-05',
    '2024-CAP-000001',
    '2024-ANU-1',
    'FOLIO',
    '"',
    '“',
    '«nota»',
    '"Ética pública"',
    '~1',
    '/',
    'a/b~2',
    '<!channel>',
    '@todos',
  ),
  plain,
);
const request = fc.array(piece, { maxLength: 8 }).map((pieces) => pieces.join(' '));

/** What every answer is: a message with words in it, no failure, no empty block. */
function sound(reply: Reply): void {
  expect(reply.message.summary.trim()).not.toBe('');
  expect(reply.message.summary).not.toContain('Algo falló');
  expect(reply.message.summary).not.toContain('no puedo guardar registros');
  for (const line of words(reply).split('\n')) expect(line).not.toMatch(/undefined|\[object|NaN|null(?!a)/);
  for (const block of reply.message.blocks) if ('text' in block) expect(block.text.trim()).not.toBe('');
}

async function asked(number: string, said: string, more = {}) {
  const before = s.bot.journal.view().head.seq;
  const reply = await s.ask(number, said, more);
  sound(reply);
  return { reply, recorded: s.bot.journal.view().head.seq - before };
}

describe('a word that JavaScript knows', () => {
  const known = ['__proto__', 'constructor', 'toString', 'hasOwnProperty'];
  it.each(
    commands.flatMap((c) => (c.hidden ? [] : c.words[0]!)),
  )('means nothing after «%s»', async (word) => {
    for (const odd of known) {
      await asked(cast.secretary, `${word} ${odd}`);
      await asked(cast.secretary, `${word} ${odd} 3 piezas`);
      await asked(cast.secretary, `${word} 00001 ${odd}`);
      await asked(cast.secretary, `${word} realizada ${odd}`);
      const fields = Object.fromEntries(
        ['course', 'date', 'thing', 'amount', 'unit', 'practice', 'type', 'role', 'number'].map((f) => [
          f,
          odd,
        ]),
      );
      expect((await asked(cast.secretary, word, { fields })).recorded).toBe(0);
    }
  });
});

describe('whatever somebody writes', () => {
  it('is answered, and what is not understood records nothing', async () => {
    await fc.assert(
      fc.asyncProperty(people, fc.oneof(text, plain), async (number, said) => {
        const { reply, recorded } = await asked(number, said);
        if (/^No entendí/.test(reply.message.summary)) expect(recorded).toBe(0);
        const first =
          said
            .normalize('NFKD')
            .replace(/[^a-z ]/gi, '')
            .trim()
            .split(' ')[0] ?? '';
        if (!called.has(first.toLowerCase()) && number !== cast.nobody) expect(recorded).toBe(0);
      }),
      { numRuns: 200 },
    );
  });

  it('in pieces of real requests: either it is recorded and says so, or nothing is', async () => {
    await fc.assert(
      fc.asyncProperty(people, request, fc.boolean(), async (number, said, channel) => {
        const { reply, recorded } = await asked(
          number,
          said,
          channel ? { where: 'channel', channel: 'C9' } : {},
        );
        const refused = /no (se registró|registré) nada|No entendí/i.test(words(reply));
        expect(recorded).toBeLessThanOrEqual(1);
        const membership = reply.message.summary.startsWith('No te encuentro');
        if (refused && !membership) expect(recorded, said).toBe(0);
        if (recorded === 1 && !membership) expect(refused, said).toBe(false);
        if (/^Listo: /.test(reply.message.summary)) expect(recorded, said).toBe(1);
      }),
      { numRuns: 400 },
    );
  });

  it('in forms: any value of any field is recorded or refused beside it', async () => {
    const value = fc.oneof(piece, text);
    const fields = fc.record(
      Object.fromEntries(
        [
          'course',
          'date',
          'hours',
          'thing',
          'amount',
          'unit',
          'practice',
          'report',
          'type',
          'kilos',
          'pieces',
          'note',
          'number',
          'role',
          'value',
          'sentence',
        ].map((f) => [f, value]),
      ),
      { requiredKeys: [] },
    );
    const forms = fc.constantFrom(
      'capacitacion',
      'donar',
      'practica',
      'sesion celebrada',
      'informe enviado',
      'entrega',
      'actividad 8 realizada',
      'comite alta',
      'comite baja',
      'registrar 00002 capacitacion',
      'tarjeta cambiar 2024-07',
      'evaluacion',
      'carta',
      'cancelar',
    );
    await fc.assert(
      fc.asyncProperty(people, forms, fields, async (number, said, given) => {
        const { recorded } = await asked(number, said, { fields: given });
        expect(recorded).toBeLessThanOrEqual(1);
      }),
      { numRuns: 2000 },
    );
  });

  it('with any nonce, e-mails and account', async () => {
    await fc.assert(
      fc.asyncProperty(
        people,
        request,
        text,
        fc.array(text, { maxLength: 3 }),
        text,
        async (number, said, nonce, emails, user) => {
          await asked(number, said, {
            nonce,
            emails,
            account: { platform: 'slack', tenant: 'T1', user },
            guest: user.length % 2 === 0,
          });
        },
      ),
      { numRuns: 200 },
    );
  });
});
