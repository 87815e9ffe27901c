import { isDay } from '../../src/entry.ts';
import type { Field, Form } from '../../src/message.ts';
import { number } from '../../src/texts/format.ts';
import { teamsTexts } from '../../src/texts/teams.ts';
import { isBlank } from '../common/clean.ts';
import type { ActionData, Element, Input } from './card.ts';
import { choices, execute, note, rich, run, text } from './elements.ts';
import { limits } from './limits.ts';
import { cut, inert, line } from './text.ts';

/** What was wrong with a submitted form, and what the person had written in it. */
export interface Returned {
  readonly errors: Readonly<Record<string, string>>;
  readonly values: Readonly<Record<string, string>>;
}

/** Names that a card's own data takes in the flat object that it sends back. */
export const reserved: ReadonlySet<string> = new Set(['words', 'nonce', 'form', 'msteams']);
const prefix = 'field-';

/** A field's id as an input's. */
export const inputId = (field: string): string => (reserved.has(field) ? prefix + field : field);

/** An input's id as the field's. */
export const fieldId = (input: string): string =>
  input.startsWith(prefix) && reserved.has(input.slice(prefix.length)) ? input.slice(prefix.length) : input;

/**
 * A form inside the card. It travels in its own button, so that it can be shown again with what was wrong; one that
 * is too long to travel is marked only.
 */
export function form(shown: Form, returned?: Returned): Element[] {
  if (shown.words.length > limits.words)
    return note(teamsTexts.buttonTooLong(line(shown.title, limits.label)));
  const data: ActionData = {
    words: shown.words,
    ...(shown.nonce !== undefined && { nonce: shown.nonce }),
    form: JSON.stringify(shown).length <= limits.formData ? shown : true,
  };
  return [
    rich([run(line(shown.title, limits.formTitle, teamsTexts.form), { size: 'Medium', weight: 'Bolder' })]),
    ...text(shown.intro ?? ''),
    ...shown.fields.flatMap((field) => withError(field, returned)),
    {
      type: 'ActionSet',
      actions: [
        execute(isBlank(shown.submit) ? teamsTexts.send : shown.submit, data, {
          style: 'primary',
          alone: shown.fields.length === 0,
        }),
      ],
    },
  ];
}

/**
 * A form as a button that asks for it: of several in one message none stands open, since a button sends all fields
 * of its card and their names would meet.
 */
export function closed({ title, words, nonce }: Form): Element[] {
  return choices([
    { label: isBlank(title) ? teamsTexts.form : title, words, ...(nonce !== undefined && { nonce }) },
  ]);
}

function withError(field: Field, returned: Returned | undefined): Element[] {
  const error = returned?.errors[field.id];
  const input = inputOf(field, returned?.values[field.id] ?? field.initial);
  if (error === undefined) return input;
  return [...input, rich([run(line(error, limits.paragraph), { color: 'Attention' })], 'None')];
}

function inputOf(field: Field, initial: string | undefined): Element[] {
  const label = line(field.label, limits.label);
  const base = {
    id: inputId(field.id),
    label,
    ...(!field.optional && { isRequired: true, errorMessage: teamsTexts.invalid.required(label) }),
  };
  const hint = field.hint !== undefined && !isBlank(field.hint) ? line(field.hint, limits.placeholder) : null;
  const placeholder = hint === null ? {} : { placeholder: hint };
  switch (field.type) {
    case 'text':
      return [
        {
          ...base,
          ...placeholder,
          type: 'Input.Text',
          maxLength: field.maxLength,
          ...(field.multiline && { isMultiline: true }),
          ...(initial && { value: cut(inert(initial), Math.min(field.maxLength, limits.value)) }),
        },
      ];
    case 'number':
      return [
        {
          ...base,
          ...placeholder,
          type: 'Input.Number',
          min: field.min,
          max: field.max,
          errorMessage: teamsTexts.invalid.range(label, number(field.min), number(field.max)),
          ...numberValue(initial),
        },
      ];
    case 'date':
      return [
        ...(hint === null ? [] : note(hint)),
        {
          ...base,
          type: 'Input.Date',
          placeholder: teamsTexts.chooseDate,
          ...(isDate(initial) && { value: initial }),
        },
      ];
    case 'choice': {
      if (field.options.length === 0) return note(teamsTexts.noOptions(label));
      const input: Input = {
        ...base,
        type: 'Input.ChoiceSet',
        style: 'compact',
        wrap: true,
        placeholder: hint ?? teamsTexts.choose,
        choices: field.options.map((o) => ({ title: line(o.label, limits.optionTitle), value: o.value })),
        ...(field.options.some((o) => o.value === initial) && { value: initial }),
      };
      return [input];
    }
  }
}

function numberValue(initial: string | undefined): { value?: number } {
  const value = Number(initial?.trim() || Number.NaN);
  return Number.isFinite(value) ? { value } : {};
}

function isDate(value: string | undefined): value is string {
  if (value === undefined || !isDay(value)) return false;
  const date = new Date(`${value}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(value);
}
