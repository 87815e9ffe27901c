import type { types } from '@slack/bolt';
import { type Choice, type Fact, type Link, withoutNumbers } from '../../src/message.ts';
import { slackTexts } from '../../src/texts/slack.ts';
import { isBlank } from '../common/clean.ts';
import { limits } from './limits.ts';
import { clip, pieces, slackLength } from './text.ts';
import { buttonValue, type Carried } from './values.ts';

export type SlackBlock = types.KnownBlock;
type Inline = types.RichTextElement;

/** A plain_text object, in which Slack formats nothing. */
export const plainText = (text: string, max: number, empty?: string): types.PlainTextElement => ({
  type: 'plain_text',
  text: clip(text, max, empty),
  emoji: false,
});

const section = (elements: Inline[]): types.RichTextSection => ({ type: 'rich_text_section', elements });
const rich = (element: types.RichTextBlockElement): SlackBlock => ({
  type: 'rich_text',
  elements: [element],
});

/** Rich text is what it says, character by character: no markup in it can format, link or mention. */
const inline = (text: string, bold = false): Inline =>
  bold ? { type: 'text', text, style: { bold: true } } : { type: 'text', text };

export const heading = (text: string): SlackBlock[] =>
  isBlank(text) ? [] : [{ type: 'header', text: plainText(text, limits.header) }];

export const paragraph = (text: string, bold = false): SlackBlock[] =>
  pieces(text, limits.plainText).map((piece) => rich(section([inline(piece, bold)])));

export const note = (text: string): SlackBlock[] =>
  pieces(text, limits.plainText).map((piece) => ({
    type: 'context',
    elements: [{ type: 'plain_text', text: piece, emoji: false }],
  }));

/** Items in groups whose text together is within Slack's limit for one text. */
function grouped<T>(items: readonly T[], size: (item: T) => number): T[][] {
  const groups: T[][] = [];
  let room = 0;
  for (const item of items) {
    const last = groups.at(-1);
    if (last === undefined || size(item) > room) {
      groups.push([item]);
      room = limits.plainText - size(item);
    } else {
      last.push(item);
      room -= size(item);
    }
  }
  return groups;
}

export function facts(given: readonly Fact[]): SlackBlock[] {
  const lines = given
    .filter(({ label, value }) => !isBlank(label) || !isBlank(value))
    .map(({ label, value }) => ({ label: clip(label, 300), value: clip(value, 2600) }));
  return grouped(lines, ({ label, value }) => slackLength(label) + slackLength(value) + 3).map((group) =>
    rich(
      section(
        group.flatMap(({ label, value }, i) => [
          inline(`${label}: `, true),
          inline(i < group.length - 1 ? `${value}\n` : value),
        ]),
      ),
    ),
  );
}

const bullets = (items: Inline[][]): SlackBlock =>
  rich({ type: 'rich_text_list', style: 'bullet', elements: items.map(section) });

export function list(items: readonly string[]): SlackBlock[] {
  const said = items.filter((item) => !isBlank(item));
  const bare = withoutNumbers(said);
  const texts = (bare ?? said).map((item) => clip(item, limits.plainText));
  let offset = 0;
  return grouped(texts, slackLength).map((group) => {
    const elements = group.map((item) => section([inline(item)]));
    const style = bare === null ? { style: 'bullet' as const } : { style: 'ordered' as const, offset };
    offset += group.length;
    return rich({ type: 'rich_text_list', ...style, elements });
  });
}

const barLength = 20;

/** A bar of twenty signs for 0 to 100. */
export function bar(percent: number): string {
  const share = Number.isFinite(percent) ? Math.min(Math.max(percent, 0), 100) : 0;
  // What has begun shows, and only what is complete shows as complete.
  const full =
    share === 0
      ? 0
      : share === 100
        ? barLength
        : Math.min(Math.max(Math.round((share / 100) * barLength), 1), barLength - 1);
  return '▓'.repeat(full) + '░'.repeat(barLength - full);
}

export function progress(label: string, percent: number | null, text: string): SlackBlock[] {
  const said = clip(text, 2000);
  return [
    rich(
      section([
        inline(`${clip(label, 800)}\n`, true),
        inline(percent === null ? said : `${bar(percent)}  ${said}`),
      ]),
    ),
  ];
}

/** The address in its normal form when Slack may link to it, else null. */
function webAddress(url: string, max: number): string | null {
  const parsed = URL.canParse(url) ? new URL(url) : null;
  if (parsed === null || !['http:', 'https:'].includes(parsed.protocol)) return null;
  return slackLength(parsed.href) <= max ? parsed.href : null;
}

export function links(given: readonly Link[]): SlackBlock[] {
  const items = given.map(({ label, url }): { size: number; inline: Inline } => {
    const address = webAddress(url, limits.linkUrl);
    const text = clip(label, 300, address === null ? '—' : clip(address, 300));
    return {
      size: slackLength(text),
      inline: address === null ? inline(text) : { type: 'link', url: address, text },
    };
  });
  return grouped(items, ({ size }) => size).map((group) => bullets(group.map((item) => [item.inline])));
}

/** Begins the address of a picture that lies in Slack itself; its file's id follows. */
export const slackFile = 'slack-file:';

export function image(url: string, alt: string): SlackBlock[] {
  const alt_text = clip(alt, limits.imageAlt, slackTexts.picture);
  if (url.startsWith(slackFile))
    return [{ type: 'image', slack_file: { id: url.slice(slackFile.length) }, alt_text }];
  const address = webAddress(url, limits.imageUrl);
  if (address === null) return isBlank(alt) ? [] : note(slackTexts.image(clip(alt, 1000)));
  return [{ type: 'image', image_url: address, alt_text }];
}

function button(label: string, carried: Carried, style: Choice['style'], index: number): types.Button | null {
  const value = buttonValue(carried);
  if (value === null) return null;
  return {
    type: 'button',
    action_id: `choice:${index}`,
    text: plainText(label, limits.buttonText, slackTexts.button),
    value,
    ...(style === undefined ? {} : { style }),
  };
}

/** Rows of buttons; one whose words do not fit says so instead. `first` numbers the buttons of a message. */
export function choices(given: readonly Choice[], first: number): SlackBlock[] {
  const made = given.map((choice, i) => ({
    choice,
    button: button(choice.label, choice, choice.style, first + i),
  }));
  const fit = made.flatMap((one) => one.button ?? []);
  const rows: SlackBlock[] = [];
  for (let i = 0; i < fit.length; i += limits.buttonsPerRow)
    rows.push({ type: 'actions', elements: fit.slice(i, i + limits.buttonsPerRow) });
  return [
    ...rows,
    ...made
      .filter((one) => one.button === null)
      .flatMap(({ choice }) => note(slackTexts.buttonTooLong(clip(choice.label, 200)))),
  ];
}
