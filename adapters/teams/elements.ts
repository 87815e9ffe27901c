import { type Choice, type Fact, type Link, withoutNumbers } from '../../src/message.ts';
import { teamsTexts } from '../../src/texts/teams.ts';
import { isBlank } from '../common/clean.ts';
import type { Action, ActionData, Element, Execute, RichTextBlock, TextRun } from './card.ts';
import { limits } from './limits.ts';
import { cut, line, paragraphs } from './text.ts';

type Look = Omit<TextRun, 'type' | 'text'>;

export const run = (text: string, look: Look = {}): TextRun => ({ type: 'TextRun', text, ...look });

export function rich(inlines: readonly TextRun[], spacing?: RichTextBlock['spacing']): RichTextBlock {
  return { type: 'RichTextBlock', inlines, ...(spacing && { spacing }) };
}

/** A text as one block a paragraph, none where nothing would be seen. */
export function text(value: string, look: Look = {}): Element[] {
  return paragraphs(cut(value, limits.text), limits.paragraph).map((part, i) =>
    rich([run(part, look)], i === 0 ? undefined : 'Small'),
  );
}

export function heading(value: string): Element[] {
  return isBlank(value)
    ? []
    : [rich([run(line(value, limits.heading), { size: 'Large', weight: 'Bolder' })])];
}

export const note = (value: string): Element[] => text(value, { size: 'Small', isSubtle: true });

export function facts(all: readonly Fact[]): Element[] {
  return all
    .filter(({ label, value }) => !isBlank(label) || !isBlank(value))
    .flatMap(({ label, value }, i) => {
      const [first = '—', ...more] = paragraphs(cut(value, limits.text), limits.paragraph);
      const title = isBlank(label) ? [] : [run(`${line(label, limits.label)}: `, { weight: 'Bolder' })];
      return [
        rich([...title, run(first)], i === 0 ? undefined : 'Small'),
        ...more.map((part) => rich([run(part)], 'Small')),
      ];
    });
}

export function list(items: readonly string[]): Element[] {
  const said = items.filter((item) => !isBlank(item));
  const mark = withoutNumbers(said) === null ? '•  ' : '';
  return said.flatMap((item, i) =>
    paragraphs(cut(item, limits.text), limits.paragraph).map((part, j) =>
      rich([run(j === 0 ? `${mark}${part}` : part)], i + j === 0 ? undefined : 'Small'),
    ),
  );
}

const cells = 20;

/** A bar of twenty cells (5 % each) before the text that says the same; no bar where no percentage is defined. */
export function progress(label: string, percent: number | null, said: string): Element[] {
  const title = rich([
    run(line(label, limits.label), { weight: 'Bolder' }),
    ...(percent === null ? [] : [run(`  ${line(said, limits.heading)}`)]),
  ]);
  if (percent === null) return [title, ...text(said, { isSubtle: true })];
  const full = Math.round((Math.min(Math.max(percent, 0), 100) / 100) * cells);
  return [
    title,
    rich(
      [
        ...(full === 0 ? [] : [run('█'.repeat(full), { color: 'Accent' })]),
        ...(full === cells ? [] : [run('░'.repeat(cells - full), { isSubtle: true })]),
      ],
      'None',
    ),
  ];
}

/** Signs that the URL standard lets stand and RFC 3986, by which cards are checked, does not. */
const unsafe = /["<>\\^`{|}]/g;

/** A web address that may stand in a card; null for other schemes and for what is no address. */
function webUrl(url: string): string | null {
  if (!URL.canParse(url)) return null;
  const { protocol, href } = new URL(url);
  const written = href.replace(unsafe, encodeURIComponent);
  return /^https?:$/.test(protocol) && written.length <= limits.url ? written : null;
}

/** Actions in sets of as many as Teams shows. */
function actionSets(actions: readonly Action[]): Element[] {
  const sets: Element[] = [];
  for (let i = 0; i < actions.length; i += limits.actionsPerSet)
    sets.push({ type: 'ActionSet', actions: actions.slice(i, i + limits.actionsPerSet) });
  return sets;
}

/** Links as buttons; what is no web address is shown as text. */
export function links(all: readonly Link[]): Element[] {
  const open: Action[] = [];
  const plain: Element[] = [];
  for (const { label, url } of all) {
    const usable = webUrl(url);
    if (usable !== null) open.push({ type: 'Action.OpenUrl', title: buttonTitle(label), url: usable });
    else plain.push(...text(teamsTexts.link(line(label, limits.label), line(url, limits.url))));
  }
  return [...plain, ...actionSets(open)];
}

const buttonTitle = (label: string): string => line(label, limits.buttonTitle, teamsTexts.button);

const styles = { primary: 'positive', danger: 'destructive' } as const;

/** A button that asks the bot; `alone` keeps it from sending the card's fields along. */
export function execute(
  label: string,
  data: ActionData,
  more: { style?: Choice['style']; alone: boolean },
): Execute {
  const shared = {
    title: buttonTitle(label),
    ...(more.style && { style: styles[more.style] }),
    ...(more.alone && { associatedInputs: 'none' as const }),
  };
  const { form: _, ...bare } = data;
  const older = data.form === undefined ? bare : { ...bare, form: true };
  return {
    type: 'Action.Execute',
    verb: 'pat',
    ...shared,
    data,
    fallback: { type: 'Action.Submit', ...shared, data: older },
  };
}

/** Buttons; one whose words are too long to travel is told as text. */
export function choices(all: readonly Choice[]): Element[] {
  const usable = all.filter(({ words }) => words.length <= limits.words);
  const tooLong = all.filter(({ words }) => words.length > limits.words);
  return [
    ...actionSets(
      usable.map(({ label, words, nonce, style }) =>
        execute(label, { words, ...(nonce !== undefined && { nonce }) }, { style, alone: true }),
      ),
    ),
    ...tooLong.flatMap(({ label }) => note(teamsTexts.buttonTooLong(line(label, limits.label)))),
  ];
}

export function image(url: string, alt: string): Element[] {
  const usable = webUrl(url);
  if (usable === null) return isBlank(alt) ? [] : note(teamsTexts.image(line(alt, limits.alt)));
  return [{ type: 'Image', url: usable, altText: line(alt, limits.alt, ''), size: 'Stretch' }];
}
