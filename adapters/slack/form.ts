import type { types } from '@slack/bolt';
import { z } from 'zod';
import { isDay } from '../../src/entry.ts';
import type { Field, Form, Option } from '../../src/message.ts';
import { slackTexts } from '../../src/texts/slack.ts';
import { isBlank } from '../common/clean.ts';
import { note, paragraph, plainText, type SlackBlock } from './elements.ts';
import { limits, viewBudget } from './limits.ts';
import { clip, pieces, slackLength } from './text.ts';
import { viewMetadata } from './values.ts';

/** callback_id of the modals that stand for a form. */
const formCallback = 'form';

const blockPrefix = 'field:';
const actionId = 'value';

/** The id of the block that asks for a field, which Slack shows its error beside. */
const fieldBlock = (id: string): string => `${blockPrefix}${id}`;

const option = ({ value, label }: Option): types.PlainTextOption => ({
  text: plainText(label, limits.optionText),
  value: value.slice(0, limits.optionValue),
});

function select(field: Extract<Field, { type: 'choice' }>): types.StaticSelect {
  const chosen = field.options.find(({ value }) => value === field.initial);
  const common = {
    type: 'static_select' as const,
    action_id: actionId,
    placeholder: plainText(slackTexts.choose, 150),
    ...(chosen === undefined ? {} : { initial_option: option(chosen) }),
  };
  if (field.options.length <= limits.options) return { ...common, options: field.options.map(option) };
  const groups: types.StaticSelect['option_groups'] = [];
  for (let i = 0; i < field.options.length && groups.length < limits.optionGroups; i += limits.options) {
    const part = field.options.slice(i, i + limits.options);
    groups.push({
      label: plainText(slackTexts.optionRange(i + 1, i + part.length), limits.groupLabel),
      options: part.map(option),
    });
  }
  return { ...common, option_groups: groups };
}

/** A day that exists, as Slack's date picker takes it. */
function realDate(iso: string | undefined): string | null {
  if (iso === undefined || !isDay(iso)) return null;
  const date = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(iso) ? iso : null;
}

function numberInput(field: Extract<Field, { type: 'number' }>): types.NumberInput {
  const initial =
    field.initial === undefined || field.initial.trim() === '' ? Number.NaN : Number(field.initial);
  const valid = initial >= field.min && initial <= field.max && (field.decimals || Number.isInteger(initial));
  return {
    type: 'number_input',
    action_id: actionId,
    is_decimal_allowed: field.decimals,
    min_value: String(field.min),
    max_value: String(field.max),
    ...(valid ? { initial_value: String(initial) } : {}),
  };
}

function textInput(field: Extract<Field, { type: 'text' }>): types.PlainTextInput {
  const max = Math.min(Math.max(field.maxLength, 1), limits.inputMax);
  const initial = field.initial !== undefined && !isBlank(field.initial) ? clip(field.initial, max) : null;
  return {
    type: 'plain_text_input',
    action_id: actionId,
    multiline: field.multiline ?? false,
    max_length: max,
    ...(initial === null ? {} : { initial_value: initial }),
  };
}

function element(field: Field): types.InputBlock['element'] {
  switch (field.type) {
    case 'text':
      return textInput(field);
    case 'number':
      return numberInput(field);
    case 'choice':
      return select(field);
    case 'date': {
      const initial = realDate(field.initial);
      return {
        type: 'datepicker',
        action_id: actionId,
        ...(initial === null ? {} : { initial_date: initial }),
      };
    }
  }
}

function input(field: Field): SlackBlock[] {
  if (field.type === 'choice' && field.options.length === 0)
    return note(slackTexts.noOptions(clip(field.label, 300)));
  return [
    {
      type: 'input',
      block_id: fieldBlock(field.id),
      label: plainText(field.label, limits.inputLabel),
      optional: field.optional ?? false,
      element: element(field),
      ...(field.hint === undefined || isBlank(field.hint)
        ? {}
        : { hint: plainText(field.hint, limits.inputHint) }),
    },
  ];
}

/** The modal of a form; null where its words are too long to be carried, so that the message must do. */
export function renderForm(form: Form): types.ModalView | null {
  const metadata = viewMetadata(form);
  if (metadata === null) return null;
  const intro = pieces(form.intro ?? '', limits.plainText).slice(0, 5);
  const head = [
    // The bar of a modal has room for 24 characters; a longer title is told in full below it.
    ...(slackLength(form.title) > limits.viewTitle ? paragraph(clip(form.title, 300), true) : []),
    ...intro.flatMap((piece) => paragraph(piece)),
  ];
  const room = viewBudget.blocks - head.length - 1;
  const fields = form.fields.slice(0, room).flatMap(input);
  const blocks = [...head, ...fields, ...(form.fields.length > room ? note(slackTexts.tooLong) : [])];
  return {
    type: 'modal',
    callback_id: formCallback,
    private_metadata: metadata,
    title: plainText(form.title, limits.viewTitle, slackTexts.form),
    submit: plainText(form.submit, limits.viewButton, slackTexts.send),
    close: plainText(slackTexts.cancel, limits.viewButton),
    blocks: blocks.length > 0 ? blocks : paragraph(clip(form.title, 300, slackTexts.form)),
  };
}

const answerSchema = z.object({
  value: z.string().nullish(),
  selected_date: z.string().nullish(),
  selected_option: z.object({ value: z.string() }).nullish(),
});

/** The values of a submitted modal by field id; what was left empty or is not ours is left out. */
export function submittedFields(
  values: Readonly<Record<string, Readonly<Record<string, unknown>>>>,
): Record<string, string> {
  const entries = Object.entries(values).flatMap(([block, actions]): [string, string][] => {
    const answer = answerSchema.safeParse(actions[actionId]);
    if (!block.startsWith(blockPrefix) || !answer.success) return [];
    const { value, selected_date, selected_option } = answer.data;
    const given = value ?? selected_date ?? selected_option?.value;
    return given === undefined || given === null || given === ''
      ? []
      : [[block.slice(blockPrefix.length), given]];
  });
  return Object.fromEntries(entries);
}

/**
 * Errors by block id, as Slack shows them. An error of a field that the modal does not show goes to its first one,
 * since Slack refuses errors of blocks that are not there; null where the modal asks for nothing.
 */
export function fieldErrors(
  errors: Readonly<Record<string, string>>,
  shown: readonly string[],
): Record<string, string> | null {
  const first = shown[0];
  if (first === undefined) return null;
  const byBlock: Record<string, string> = {};
  for (const [id, text] of Object.entries(errors)) {
    const block = shown.includes(fieldBlock(id)) ? fieldBlock(id) : first;
    byBlock[block] = clip(byBlock[block] === undefined ? text : `${byBlock[block]} ${text}`, 1000);
  }
  return byBlock;
}
