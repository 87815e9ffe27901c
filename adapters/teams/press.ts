import { z } from 'zod';
import type { Form } from '../../src/message.ts';
import { fieldId, inputId, reserved } from './form.ts';

const field = z
  .object({
    id: z.string(),
    label: z.string(),
    hint: z.string().optional(),
    optional: z.boolean().optional(),
  })
  .and(
    z.discriminatedUnion('type', [
      z.object({
        type: z.literal('text'),
        multiline: z.boolean().optional(),
        maxLength: z.number(),
        initial: z.string().optional(),
      }),
      z.object({
        type: z.literal('number'),
        min: z.number(),
        max: z.number(),
        decimals: z.boolean(),
        initial: z.string().optional(),
      }),
      z.object({ type: z.literal('date'), initial: z.string().optional() }),
      z.object({
        type: z.literal('choice'),
        options: z.array(z.object({ value: z.string(), label: z.string() })),
        initial: z.string().optional(),
      }),
    ]),
  );

const formSchema = z.object({
  title: z.string(),
  words: z.string(),
  nonce: z.string().optional(),
  intro: z.string().optional(),
  submit: z.string(),
  fields: z.array(field),
});

const dataSchema = z
  .object({
    words: z.string().min(1).max(4000),
    nonce: z.string().max(200).optional(),
    form: z
      .union([formSchema, z.literal(true)])
      .optional()
      .catch(undefined),
  })
  .passthrough();

/** A pressed button or a submitted form. */
export interface Press {
  readonly words: string;
  readonly nonce?: string;
  readonly fields?: Readonly<Record<string, string>>;
  /** The form that was submitted, where it came along. */
  readonly form?: Form;
}

/** What a card sent back; null where it is none of the bot's own. */
export function pressOf(value: unknown): Press | null {
  const read = dataSchema.safeParse(value);
  if (!read.success) return null;
  const { words, nonce, form, ...rest } = read.data;
  const fields =
    typeof form === 'object'
      ? Object.fromEntries(form.fields.map(({ id }) => [id, asText(rest[inputId(id)])]))
      : Object.fromEntries(
          Object.keys(rest)
            .filter((key) => !reserved.has(key))
            .map((key) => [fieldId(key), asText(rest[key])]),
        );
  const submitted = form !== undefined || Object.keys(fields).length > 0;
  return {
    words,
    ...(nonce !== undefined && { nonce }),
    ...(submitted && { fields }),
    ...(typeof form === 'object' && { form: form as Form }),
  };
}

const asText = (value: unknown): string =>
  typeof value === 'string' ? value : typeof value === 'number' ? String(value) : '';

/** The data of an `adaptiveCard/action` invoke: `{action: {verb, data}}`. */
export function executed(value: unknown): Press | null {
  const read = z.object({ action: z.object({ data: z.unknown() }) }).safeParse(value);
  return read.success ? pressOf(read.data.action.data) : null;
}
