import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { bar } from '../../../adapters/slack/elements.ts';
import { renderForm } from '../../../adapters/slack/form.ts';
import { renderHome, renderMessage, withoutImages } from '../../../adapters/slack/render.ts';
import { decode } from '../../../adapters/slack/values.ts';
import type { Block, Message } from '../../../src/message.ts';
import { slackTexts } from '../../../src/texts/slack.ts';
import { corpus, forms, fullForm, longText, messageOf } from '../../support/messages.ts';
import { textsOf, viewViolations, violations } from './violations.ts';

const of = (...blocks: Block[]): Message => ({ summary: 'resumen', blocks });
const rendered = (...blocks: Block[]) => renderMessage(of(...blocks)).blocks;
const words = (...blocks: Block[]): string => textsOf(rendered(...blocks)).join('\n');

interface Pressable {
  readonly elements: readonly { readonly text: { readonly text: string }; readonly value: string }[];
}
interface Input {
  readonly block_id: string;
  readonly optional: boolean;
  readonly element: { readonly type: string };
}
const buttons = (message: Message) =>
  renderMessage(message)
    .blocks.filter(({ type }) => type === 'actions')
    .flatMap((row) => (row as unknown as Pressable).elements)
    .map(({ text, value }) => ({ label: text.text, ...decode(value) }));

describe('renderMessage', () => {
  it.each(corpus)('stays within the limits: $name', ({ message }) => {
    const { text, blocks } = renderMessage(message);
    expect(violations(blocks, 'message')).toEqual([]);
    expect(viewViolations(renderHome(message))).toEqual([]);
    expect(text.length).toBeGreaterThan(0);
    expect(text.length).toBeLessThanOrEqual(4000);
    expect(text).not.toMatch(/[<>]/);
  });

  it('says everything of an everyday answer, in order', () => {
    const message = corpus[0]?.message;
    if (message === undefined) throw new Error('no corpus');
    const said = textsOf(renderMessage(message).blocks).join('|');
    expect(said).toBe(
      'Capacitación registrada|Gracias, quedó registrado.|Folio: |2024-CAP-000001\n|Curso: |Ética pública\n|' +
        'Fecha: |martes 7 de mayo de 2024|Puedes cancelarlo durante 7 días.|Registrar otra|Cancelar',
    );
    expect(buttons(message)).toEqual([
      { label: 'Registrar otra', words: 'capacitacion' },
      { label: 'Cancelar', words: 'cancelar 2024-CAP-000001', nonce: 'c1' },
    ]);
  });

  it('gives a list that is numbered to Slack as such, also where it goes on in another block', () => {
    const items = Array.from({ length: 40 }, (_, i) => `${i + 1}. ${longText(200)}`);
    const lists = rendered({ type: 'list', items }).flatMap(
      (b) => (b as unknown as { elements: object[] }).elements,
    );
    expect(lists.length).toBeGreaterThan(1);
    expect(lists).toMatchObject(lists.map(() => ({ type: 'rich_text_list', style: 'ordered' })));
    const [first, second] = lists as { offset: number; elements: object[] }[];
    expect([first!.offset, second!.offset]).toEqual([0, first!.elements.length]);
    expect(words({ type: 'list', items: ['1. Uno', '2. Dos'] })).toBe('Uno\nDos');
    expect(words({ type: 'list', items: ['7. Uno', '9. Dos'] })).toBe('7. Uno\n9. Dos');
  });

  it('keeps all forty choices', () => {
    const message = corpus.find(({ name }) => name === 'forty choices')?.message;
    expect(buttons(message ?? of()).map(({ words }) => words)).toEqual(
      Array.from({ length: 40 }, (_, i) => `avance ${i + 1}`),
    );
  });

  it('splits a text over the limit of one block without losing any of it', () => {
    const text = longText(8000);
    expect(
      textsOf(rendered({ type: 'text', text }))
        .join(' ')
        .replace(/\s+/g, ' '),
    ).toBe(text.trim());
  });

  it('cuts what is too much visibly and keeps the buttons', () => {
    const message = of(
      { type: 'text', text: longText(30_000) },
      { type: 'choices', choices: [{ label: 'Acepto', words: 'carta aceptar', nonce: 'v1' }] },
    );
    expect(textsOf(renderMessage(message).blocks)).toContain(slackTexts.tooLong);
    expect(buttons(message)).toEqual([{ label: 'Acepto', words: 'carta aceptar', nonce: 'v1' }]);
    expect(textsOf(rendered({ type: 'heading', text: longText(400) }))[0]).toMatch(/…$/);
  });

  it('shows progress as a bar that never claims more or less than there is', () => {
    expect(bar(0)).toBe('░'.repeat(20));
    expect(bar(0.1)).toBe(`▓${'░'.repeat(19)}`);
    expect(bar(43.3)).toBe('▓'.repeat(9) + '░'.repeat(11));
    expect(bar(99.9)).toBe(`${'▓'.repeat(19)}░`);
    expect(bar(100)).toBe('▓'.repeat(20));
    expect(bar(Number.NaN)).toBe('░'.repeat(20));
    const none = words({
      type: 'progress',
      label: 'Campaña',
      percent: null,
      text: 'Indicador no definido en el PAT',
    });
    expect(none).toBe('Campaña\n\nIndicador no definido en el PAT');
  });

  it('offers a form as its introduction and a button that stands for its words', () => {
    const message = of({ type: 'form', form: fullForm });
    expect(textsOf(renderMessage(message).blocks).slice(0, 2)).toEqual([fullForm.title, fullForm.intro]);
    expect(buttons(message)).toEqual([{ label: slackTexts.openForm, words: 'capacitacion', nonce: 'f1' }]);
  });

  it('says so where the words of a button do not fit', () => {
    expect(words({ type: 'choices', choices: [{ label: 'Largo', words: longText(2500) }] })).toContain(
      '«Largo»',
    );
  });

  it('links to web addresses only', () => {
    const blocks = rendered({
      type: 'links',
      links: [
        { label: 'Código', url: 'https://example.com/c' },
        { label: 'Malo', url: 'javascript:alert(1)' },
      ],
    });
    expect(JSON.stringify(blocks)).toContain('"type":"link","url":"https://example.com/c","text":"Código"');
    expect(JSON.stringify(blocks)).not.toContain('javascript:');
    expect(textsOf(blocks)).toContain('Malo');
  });

  it('tells a picture in words when it has to', () => {
    const told = withoutImages(of({ type: 'image', url: 'https://example.com/t.png', alt: 'Tarjeta' }));
    expect(told?.blocks).toEqual([{ type: 'note', text: 'Imagen: Tarjeta' }]);
    expect(withoutImages(of({ type: 'text', text: 'x' }))).toBeNull();
  });
});

describe('whatever people write', () => {
  const anything = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 200 }),
    fc
      .array(
        fc.constantFrom(
          '<!channel>',
          '<@U1>',
          '&lt;',
          '<',
          '&',
          '*',
          '_',
          '`',
          '~',
          '\u202e',
          '\n',
          ':x:',
          '👩‍👧',
          'a ',
          'ñ',
        ),
        {
          maxLength: 60,
        },
      )
      .map((parts) => parts.join('')),
  );

  it('never breaks a limit, pings, links or formats', () => {
    fc.assert(
      fc.property(anything, (text) => {
        const { text: fallback, blocks } = renderMessage(messageOf(text));
        expect(violations(blocks, 'message')).toEqual([]);
        expect(fallback).not.toMatch(/[<>]/);
        expect(JSON.stringify(blocks)).not.toMatch(
          /"type":"(mrkdwn|user|usergroup|broadcast|channel|emoji|date)"/,
        );
      }),
      { numRuns: 300 },
    );
  });

  it('never breaks a limit at any length', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('a', '&', '👩‍👩‍👧‍👦', 'e\u0301', 'palabra ', '\n'),
        fc.integer({ min: 0, max: 6000 }),
        (unit, count) => {
          const text = unit.repeat(count);
          expect(violations(renderMessage(messageOf(text)).blocks, 'message')).toEqual([]);
          const view = renderForm({
            ...fullForm,
            title: text,
            intro: text,
            submit: text,
            words: text.slice(0, 400),
          });
          expect(viewViolations(view)).toEqual([]);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('comes through word by word in a text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme-ascii', minLength: 1, maxLength: 300 }), (text) => {
        fc.pre(text.trim() !== '');
        expect(textsOf(rendered({ type: 'text', text })).join('')).toBe(text.trimEnd());
      }),
    );
  });

  it('carries a button its words and nonce unchanged', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.option(fc.string(), { nil: undefined }),
        (said, nonce) => {
          const choice = { label: 'x', words: said, ...(nonce === undefined ? {} : { nonce }) };
          expect(buttons(of({ type: 'choices', choices: [choice] }))).toEqual([choice]);
        },
      ),
    );
  });
});

describe('renderForm', () => {
  it.each(forms)('stays within the limits: $name', ({ form }) => {
    expect(viewViolations(renderForm(form))).toEqual([]);
  });

  it('asks for each field in its own way', () => {
    const view = renderForm(fullForm);
    const inputs = (view?.blocks.filter((block) => block.type === 'input') ?? []) as unknown as Input[];
    expect(inputs.map(({ block_id, optional, element }) => [block_id, optional, element.type])).toEqual([
      ['field:curso', false, 'plain_text_input'],
      ['field:notas', true, 'plain_text_input'],
      ['field:horas', false, 'number_input'],
      ['field:piezas', true, 'number_input'],
      ['field:fecha', false, 'datepicker'],
      ['field:tipo', false, 'static_select'],
    ]);
    expect(inputs.map(({ element }) => element)).toMatchObject([
      { initial_value: 'Ética pública', max_length: 120, multiline: false },
      { multiline: true },
      { initial_value: '4', is_decimal_allowed: true, min_value: '0.5', max_value: '200' },
      { is_decimal_allowed: false },
      { initial_date: '2024-05-07' },
      { initial_option: { value: 'ropa' } },
    ]);
    expect(decode(view?.private_metadata ?? '')).toEqual({ words: 'capacitacion', nonce: 'f1' });
  });

  it('tells a title in full where the bar of the modal is too short', () => {
    const view = renderForm({ ...fullForm, title: 'Registrar la participación en la evaluación' });
    expect(view?.title.text).toMatch(/^Registrar la .*…$/);
    expect(textsOf(view?.blocks[0])).toEqual(['Registrar la participación en la evaluación']);
  });

  it('does not open a form whose words cannot be carried', () => {
    expect(renderForm({ ...fullForm, words: 'x'.repeat(3000) })).toBeNull();
  });
});
