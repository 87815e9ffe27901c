import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Card, Execute } from '../../../adapters/teams/card.ts';
import { pressOf } from '../../../adapters/teams/press.ts';
import { renderCard, renderMessage } from '../../../adapters/teams/render.ts';
import type { Block, Message } from '../../../src/message.ts';
import { teamsTexts } from '../../../src/texts/teams.ts';
import { corpus, forms, fullForm, hostileTexts, longText, messageOf } from '../../support/messages.ts';
import { textsOf, violations } from './violations.ts';

const of = (...blocks: Block[]): Message => ({ summary: 'resumen', blocks });
const words = (message: Message): string => textsOf(renderCard(message).body).join('\n');

const executes = (card: Card): Execute[] =>
  card.body.flatMap((e) =>
    e.type === 'ActionSet' ? e.actions.filter((a): a is Execute => a.type === 'Action.Execute') : [],
  );
const inputIds = (card: Card): string[] => card.body.flatMap((e) => ('id' in e ? [e.id] : []));
const messageNamed = (name: string): Message => {
  const found = corpus.find((c) => c.name === name);
  if (!found) throw new Error(name);
  return found.message;
};

describe('renderMessage', () => {
  it.each(corpus)('stays within the limits: $name', ({ message }) => {
    expect(violations(renderMessage(message))).toEqual([]);
  });

  it('says everything of an everyday answer, in order', () => {
    expect(words(messageNamed('an everyday answer')).split('\n')).toEqual([
      'Capacitación registrada',
      'Gracias, quedó registrado.',
      'Folio: ',
      '2024-CAP-000001',
      'Curso: ',
      'Ética pública',
      'Fecha: ',
      'martes 7 de mayo de 2024',
      'Puedes cancelarlo durante 7 días.',
      'Registrar otra',
      'Cancelar',
    ]);
  });

  it('puts no sign before what is numbered', () => {
    expect(words(of({ type: 'list', items: ['1. Uno', '2. Dos'] }))).toBe('1. Uno\n2. Dos');
    expect(words(of({ type: 'list', items: ['7. Uno', '9. Dos'] }))).toBe('•  7. Uno\n•  9. Dos');
  });

  it('puts the summary into the notification, not above the card', () => {
    const { summary, text } = renderMessage(messageNamed('an everyday answer'));
    expect(summary).toBe('Registré tu capacitación: folio 2024-CAP-000001');
    expect(text).toBeUndefined();
  });

  it('keeps all forty choices, with what they stand for', () => {
    expect(executes(renderCard(messageNamed('forty choices'))).map(({ data }) => data.words)).toEqual(
      Array.from({ length: 40 }, (_, i) => `avance ${i + 1}`),
    );
  });

  it('gives older clients the same button', () => {
    const [button] = executes(renderCard(messageNamed('choices')));
    expect(button?.fallback.data).toEqual(button?.data);
    expect(pressOf(button?.data)).toEqual({ words: 'avance 1', nonce: 'n0' });
  });

  it('a button never sends the fields of a form beside it', () => {
    const card = renderCard(
      of(
        { type: 'form', form: fullForm },
        { type: 'choices', choices: [{ label: 'Ayuda', words: 'ayuda' }] },
      ),
    );
    const [submit, help] = executes(card);
    expect(submit?.associatedInputs).toBeUndefined();
    expect(help?.associatedInputs).toBe('none');
  });

  it('shows two forms as buttons that ask for them', () => {
    const card = renderCard(messageNamed('two forms and choices'));
    expect(inputIds(card)).toEqual([]);
    expect(executes(card).map(({ data }) => data.nonce)).toEqual(['f1', 'f2', 'n0', 'n1']);
    expect(executes(card).some(({ data }) => pressOf(data)?.fields)).toBe(false);
  });

  it.each([
    [0, 0],
    [43.3, 9],
    [100, 20],
    [140, 20],
    [-5, 0],
  ])('draws %d %% as %d of twenty cells', (percent, full) => {
    const said = words(of({ type: 'progress', label: 'Avance', percent, text: 'lo mismo' }));
    expect(said.match(/█/g)?.length ?? 0).toBe(full);
    expect(said.match(/░/g)?.length ?? 0).toBe(20 - full);
    expect(said).toContain('lo mismo');
  });

  it('draws no bar where the programme defines no percentage', () => {
    const said = words(messageNamed('progress undefined'));
    expect(said).not.toMatch(/[█░]/);
    expect(said).toContain('Indicador no definido en el PAT');
  });

  it('shows what is no web address as text', () => {
    const card = renderCard(messageNamed('links that are none'));
    expect(JSON.stringify(card)).not.toContain('"url":"javascript');
    expect(words(messageNamed('links that are none'))).toContain('javascript:alert(1)');
    expect(words(messageNamed('an image without a usable address'))).toBe(
      'an image without a usable address',
    );
  });

  it.each(
    hostileTexts.filter(
      (text) => text.trim() !== '' && !/[\u0000-\u001f\u200b-\u2069\ud800-\udfff]/.test(text),
    ),
  )('shows a text as it was written: %j', (text) => {
    const plain = words(of({ type: 'text', text })).replaceAll('\u200b', '');
    expect(plain.replace(/\s/g, '')).toBe(text.normalize('NFC').replace(/\s/g, ''));
  });
});

describe('a message that is too long', () => {
  it('is cut where the room ends, and says so', () => {
    const items = Array.from({ length: 2000 }, (_, i) => `Persona ${i}`);
    const said = words(of({ type: 'list', items }));
    expect(said).toContain('Persona 0\n');
    expect(said).not.toContain('Persona 1999');
    expect(said.endsWith(teamsTexts.tooLong)).toBe(true);
  });

  it('keeps its buttons and its form', () => {
    const card = renderCard(
      of(
        { type: 'list', items: Array.from({ length: 400 }, () => longText(200)) },
        { type: 'form', form: fullForm },
        { type: 'choices', choices: [{ label: 'Ayuda', words: 'ayuda' }] },
      ),
    );
    expect(inputIds(card)).toEqual(fullForm.fields.map(({ id }) => id));
    expect(executes(card).map(({ data }) => data.words)).toEqual([fullForm.words, 'ayuda']);
    expect(textsOf(card.body).join('\n')).toContain(teamsTexts.tooLong);
  });

  it('says nothing of a cut where nothing is missing', () => {
    expect(words(messageNamed('a text of 3,000'))).toBe(words(of({ type: 'text', text: longText(3000) })));
    expect(words(messageNamed('a text of 3,000'))).not.toContain(teamsTexts.tooLong);
    expect(words(messageNamed('a text of 3,000')).replace(/\n/g, ' ')).toBe(longText(3000).trimEnd());
  });
});

describe('a form', () => {
  it.each(forms)('shows every field or none of them: $name', ({ form }) => {
    const card = renderCard(of({ type: 'form', form }));
    const shown = form.fields.filter((f) => f.type !== 'choice' || f.options.length > 0);
    const submits = executes(card).length;
    expect([0, 1]).toContain(submits);
    expect(inputIds(card)).toEqual(submits === 0 ? [] : shown.map(({ id }) => id));
  });

  it('is read back from what its button sends', () => {
    const [submit] = executes(renderCard(of({ type: 'form', form: fullForm })));
    const sent = { ...submit?.data, curso: 'Ética', notas: '', horas: 4, fecha: '2024-05-07', tipo: 'ropa' };
    expect(pressOf(sent)).toEqual({
      words: 'capacitacion',
      nonce: 'f1',
      fields: { curso: 'Ética', notas: '', horas: '4', piezas: '', fecha: '2024-05-07', tipo: 'ropa' },
      form: fullForm,
    });
    const older = { ...submit?.fallback.data, curso: 'Ética', horas: 4 };
    expect(pressOf(older)).toEqual({
      words: 'capacitacion',
      nonce: 'f1',
      fields: { curso: 'Ética', horas: '4' },
    });
  });

  it('comes back with what was wrong beside the field and with what was written', () => {
    const card = renderCard(of({ type: 'form', form: fullForm }), {
      errors: { horas: 'Son demasiadas horas' },
      values: {
        curso: 'Otro curso',
        notas: 'nota',
        horas: '900',
        piezas: '',
        fecha: '2024-05-08',
        tipo: 'tapitas',
      },
    });
    const at = card.body.findIndex((e) => 'id' in e && e.id === 'horas');
    expect(textsOf(card.body[at + 1])).toEqual(['Son demasiadas horas']);
    const values = Object.fromEntries(
      card.body.flatMap((e) => ('id' in e && 'value' in e ? [[e.id, e.value]] : [])),
    );
    expect(values).toEqual({
      curso: 'Otro curso',
      notas: 'nota',
      horas: 900,
      fecha: '2024-05-08',
      tipo: 'tapitas',
    });
  });

  it('may have fields with the names that a button uses', () => {
    const form = {
      ...fullForm,
      fields: ['words', 'nonce', 'form', 'msteams'].map((id) => ({
        id,
        type: 'text' as const,
        label: id,
        maxLength: 9,
      })),
    };
    const card = renderCard(of({ type: 'form', form }));
    const typed = Object.fromEntries(inputIds(card).map((id) => [id, `dicho en ${id}`]));
    for (const data of [executes(card)[0]?.data, executes(card)[0]?.fallback.data])
      expect(pressOf({ ...data, ...typed })).toMatchObject({
        words: fullForm.words,
        nonce: fullForm.nonce,
        fields: { words: 'dicho en field-words', form: 'dicho en field-form' },
      });
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 300 }),
  fc.string({ unit: 'grapheme', maxLength: 3000 }),
  fc.constantFrom(...hostileTexts),
);

describe('any text whatever', () => {
  it('in every place of a message is harmless and fits', () => {
    fc.assert(
      fc.property(anyText, (text) => {
        expect(violations(renderMessage(messageOf(text)))).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('in any number of blocks fits', () => {
    const message = fc
      .array(fc.tuple(anyText, fc.integer({ min: 0, max: 10 })), { maxLength: 12 })
      .map((parts): Message => {
        const blocks = parts.flatMap(([text, i]) => messageOf(text).blocks.slice(i, i + 1));
        return { summary: parts[0]?.[0] ?? '', blocks };
      });
    fc.assert(
      fc.property(message, (made) => {
        expect(violations(renderMessage(made))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });
});
