import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { expect, it } from 'vitest';
import { fold } from '../../src/input/words.ts';
import { contentNames } from '../../src/privacy/contents.ts';
import { accountMark, emailMark, forgottenOf, numberMark, tombstoneOf } from '../../src/privacy/marks.ts';
import { namingOf } from '../../src/privacy/naming.ts';

const ana = { number: '01234', name: 'López García Ana María', email: 'ana.lopez@ejemplo.invalid' };
const naming = namingOf(ana);

it.each([
  ['Invitar a Ana María López García al curso', 'Invitar a persona olvidada al curso'],
  ['LOPEZ GARCIA ANA MARIA, y otra', 'persona olvidada, y otra'],
  ['Ana María de la López García', 'persona olvidada'],
  ['escribir a ANA.LOPEZ@ejemplo.invalid.', 'escribir a persona olvidada.'],
  ['empleada 01234: pendiente', 'empleada persona olvidada: pendiente'],
  ['correo:ana.lopez@ejemplo.invalid', 'correo:persona olvidada'],
  ['No.01234, (01234)', 'No.persona olvidada, (persona olvidada)'],
])('«%s» names her wholly and is masked', (text, masked) => {
  expect(naming(text)).toEqual({ named: 'wholly', masked });
});

it.each([
  'Hablar con Ana López',
  'La maestra María García dio el curso',
])('«%s» may mean her: it stays, and somebody looks', (text) =>
  expect(naming(text)).toEqual({ named: 'partly', masked: text }));

it.each([
  'Ana y María',
  'La señora García',
  'empleada 101234',
  'folio 2024-CAP-001234 del 01234/2024, por 1,01234',
  'Difundir el Código',
  '',
])('«%s» does not name her', (text) => expect(naming(text)).toEqual({ named: 'not', masked: text }));

it('a number that reads as a year is left alone', () => {
  const text = 'El 2024-05-07 y en 2024';
  expect(namingOf({ number: '2024', name: 'Eva Ríos', email: null })(text).masked).toBe(text);
});

it('a name of one word, or a short number, is never masked by itself', () => {
  const eva = namingOf({ number: '12', name: 'Eva', email: null });
  expect(eva('Eva llegó a las 12').masked).toBe('Eva llegó a las 12');
});

it('whatever stands around it, the name is gone once it is masked', () => {
  const word = fc.stringMatching(/^[a-zñáéíóú]{1,9}$/);
  fc.assert(
    fc.property(
      fc.array(word),
      fc.array(word),
      fc.constantFrom(ana.name, ana.email, ana.number),
      (a, b, said) => {
        const { masked, named } = naming([...a, said, ...b].join(' '));
        expect(named).toBe('wholly');
        expect(fold(masked)).not.toContain(fold(said));
      },
    ),
  );
});

it('a mark tells who comes back only to whoever has the key; zeros, case and spaces aside', () => {
  const [key, other] = ['a'.repeat(64), 'b'.repeat(64)];
  expect(numberMark(key, ' 1234 ')).toBe(numberMark(key, '01234'));
  expect(emailMark(key, ' Ana@X.mx')).toBe(emailMark(key, 'ana@x.mx'));
  expect(numberMark(key, '01234')).not.toBe(numberMark(other, '01234'));
  expect(numberMark(key, 'x')).not.toBe(emailMark(key, 'x'));
  const account = { platform: 'slack', tenant: 'T1', user: 'U1' } as const;
  const leaving = {
    person: { id: 'p', ...ana },
    accounts: [account],
    texts: ['t'],
    oficio: null,
    on: '2024-05-09',
  };
  const tombstone = tombstoneOf(key, leaving);
  expect(JSON.stringify(tombstone)).not.toMatch(/1234|ana|U1|T1/i);
  const found = forgottenOf(key, [tombstone]);
  expect(found.byNumber('1234')).toBe(tombstone);
  expect(found.byEmail('ANA.LOPEZ@ejemplo.invalid')).toBe(tombstone);
  expect(found.byAccount(account)).toBe(tombstone);
  expect(found.byAccount({ ...account, user: 'U2' })).toBeNull();
  expect(forgottenOf(other, [tombstone]).byNumber('01234')).toBeNull();
  expect(accountMark(key, account)).toMatch(/^[0-9a-f]{64}$/);
});

it('looks into files that hold words, and says of the others that it can’t', () => {
  const docx = (xml: string) => zipSync({ 'word/document.xml': strToU8(xml) });
  const inRuns = '<w:t>Ana María Ló</w:t></w:r><w:r><w:t>pez García</w:t>';
  expect(contentNames(docx(inRuns), 'docx', naming)).toBe(true);
  expect(contentNames(docx('<v>LÓPEZ</v><v>GARCÍA</v><v>ANA</v><v>MARÍA</v>'), 'xlsx', naming)).toBe(true);
  expect(contentNames(docx('<w:t>Otra persona</w:t>'), 'docx', naming)).toBe(false);
  expect(contentNames(strToU8('De: ana.lopez@ejemplo.invalid'), 'eml', naming)).toBe(true);
  expect(contentNames(strToU8('%PDF-1.7 López García Ana María'), 'pdf', naming)).toBeNull();
  expect(contentNames(strToU8('no es un zip'), 'docx', naming)).toBeNull();
});
