import * as AC from 'adaptivecards-js';
import { z } from 'zod';

const text = z.string().min(1);
const run = z.strictObject({
  type: z.literal('TextRun'),
  text,
  size: z.enum(['Small', 'Medium', 'Large']).optional(),
  weight: z.literal('Bolder').optional(),
  color: z.enum(['Accent', 'Attention']).optional(),
  isSubtle: z.boolean().optional(),
});
const rich = z.strictObject({
  type: z.literal('RichTextBlock'),
  inlines: z.array(run).min(1),
  spacing: z.enum(['None', 'Small']).optional(),
});
const data = z
  .strictObject({ words: z.string().max(2000), nonce: z.string().optional(), form: z.unknown() })
  .partial({ form: true });
const pressed = {
  title: text.max(80),
  data,
  style: z.enum(['positive', 'destructive']).optional(),
  associatedInputs: z.literal('none').optional(),
};
const execute = z.strictObject({
  type: z.literal('Action.Execute'),
  verb: z.literal('pat'),
  ...pressed,
  fallback: z.strictObject({ type: z.literal('Action.Submit'), ...pressed }),
});
const webUrl = z.string().regex(/^https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+$/);
const openUrl = z.strictObject({ type: z.literal('Action.OpenUrl'), title: text.max(80), url: webUrl });
const input = {
  id: text,
  label: text,
  isRequired: z.boolean().optional(),
  errorMessage: text.optional(),
};
const placeholder = text.optional();
const element: z.ZodTypeAny = z.union([
  rich,
  z.strictObject({ type: z.literal('Image'), url: webUrl, altText: z.string(), size: z.literal('Stretch') }),
  z.strictObject({
    type: z.literal('ActionSet'),
    actions: z
      .array(z.union([execute, openUrl]))
      .min(1)
      .max(6),
  }),
  z.strictObject({
    ...input,
    type: z.literal('Input.Text'),
    isMultiline: z.boolean().optional(),
    maxLength: z.number().int().positive(),
    placeholder,
    value: z.string().optional(),
  }),
  z.strictObject({
    ...input,
    type: z.literal('Input.Number'),
    min: z.number(),
    max: z.number(),
    placeholder,
    value: z.number().optional(),
  }),
  z.strictObject({
    ...input,
    type: z.literal('Input.Date'),
    placeholder: z.string().min(1).optional(),
    value: z
      .string()
      .regex(/^\d{4}-\d{2}-\d{2}$/)
      .optional(),
  }),
  z.strictObject({
    ...input,
    type: z.literal('Input.ChoiceSet'),
    style: z.literal('compact'),
    wrap: z.boolean(),
    placeholder,
    choices: z.array(z.strictObject({ title: text, value: z.string() })).min(1),
    value: z.string().optional(),
  }),
]);
const card = z.strictObject({
  type: z.literal('AdaptiveCard'),
  $schema: z.literal('http://adaptivecards.io/schemas/adaptive-card.json'),
  version: z.literal('1.5'),
  lang: z.literal('es'),
  fallbackText: text,
  body: z.array(element).min(1),
});
const outbound = z.strictObject({
  type: z.literal('message'),
  summary: text.optional(),
  text: text.optional(),
  textFormat: z.literal('plain').optional(),
  attachments: z
    .array(
      z.strictObject({ contentType: z.literal('application/vnd.microsoft.card.adaptive'), content: card }),
    )
    .max(1)
    .optional(),
});

const shown = new Set([
  'text',
  'title',
  'label',
  'placeholder',
  'altText',
  'errorMessage',
  'summary',
  'fallbackText',
]);

/** Every text of a card that people see, in order; what a button carries is not among them. */
export function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (value === null || typeof value !== 'object') return [];
  return Object.entries(value).flatMap(([key, item]) => {
    if (key === 'data' || key === 'fallback') return [];
    return typeof item === 'string' ? (shown.has(key) ? [item] : []) : textsOf(item);
  });
}

/**
 * What Teams would refuse or act upon in an activity, from Microsoft's documentation (adaptivecards.io/explorer,
 * version 1.5) and written apart from the renderer, so that a wrong property or limit there does not go unseen here.
 */
export function violations(activity: unknown): string[] {
  const found: string[] = [];
  const bytes = Buffer.byteLength(JSON.stringify(activity));
  if (bytes > 28 * 1024) found.push(`${bytes} bytes`);
  const read = outbound.safeParse(activity);
  if (!read.success) return [...found, ...read.error.issues.map((i) => `${i.path.join('.')}: ${i.message}`)];
  const unseen =
    /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069]|\p{Surrogate}/u;
  for (const text of textsOf(activity)) {
    if (/<\s*\/?\s*at\b/i.test(text)) found.push('a mention');
    if (text.includes('{{')) found.push('a date function');
    if (unseen.test(text)) found.push(`invisible signs in ${JSON.stringify(text)}`);
  }
  for (const { content } of read.data.attachments ?? []) found.push(...parsed(content));
  return found;
}

/** What Microsoft's own renderer says of a card. */
function parsed(content: object): string[] {
  const context = new AC.SerializationContext();
  const card = new AC.AdaptiveCard();
  // As Teams has it (adaptivecards-designer, microsoft-teams-light.json).
  card.hostConfig = new AC.HostConfig({ actions: { maxActions: 6 } });
  card.parse(content, context);
  const events = Array.from({ length: context.eventCount }, (_, i) => context.getEventAt(i).message);
  // Its pattern for `lang` is a global one that remembers where it stopped, so that every second card fails.
  const remembers = /for property "lang"/;
  return [
    ...events.filter((e) => !remembers.test(e)),
    ...card.validateProperties().validationEvents.map(({ message }) => message),
  ];
}
