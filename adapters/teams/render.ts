import type { Block, Form, Message } from '../../src/message.ts';
import { teamsTexts } from '../../src/texts/teams.ts';
import type { Card, Element } from './card.ts';
import { choices, facts, heading, image, links, list, note, progress, text } from './elements.ts';
import { fitted, type Piece } from './fit.ts';
import { closed, form, type Returned } from './form.ts';
import { limits } from './limits.ts';
import { line } from './text.ts';

export const cardType = 'application/vnd.microsoft.card.adaptive';

/** A message as the Bot Connector takes it. */
export interface Outbound {
  readonly type: 'message';
  /** What notifications say. `text` would stand above the card and say everything twice. */
  readonly summary?: string;
  readonly text?: string;
  readonly textFormat?: 'plain';
  readonly attachments?: readonly { readonly contentType: typeof cardType; readonly content: Card }[];
}

/** The message as an Adaptive Card, within Teams' limits whatever it holds; `returned` goes with its form. */
export function renderCard(message: Message, returned?: Returned): Card {
  const forms = message.blocks.flatMap((block) => (block.type === 'form' ? [block.form] : []));
  const pieces = message.blocks.map((block) => piece(block, forms, returned));
  const shown = pieces.some(({ elements }) => elements.length > 0)
    ? pieces
    : [{ elements: text(summaryOf(message)), acts: false }];
  const card = (body: Element[]): Card => ({
    type: 'AdaptiveCard',
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    version: '1.5',
    lang: 'es',
    fallbackText: `${summaryOf(message)} ${teamsTexts.needsUpdate}`,
    body,
  });
  const frame = Buffer.byteLength(JSON.stringify(wrapCard(message, card([]))));
  return card(fitted(shown, limits.activity - frame));
}

/** The message as an activity with one card. */
export function renderMessage(message: Message): Outbound {
  return wrapCard(message, renderCard(message));
}

/** One line of plain text, without a card. */
export function renderLine(said: string): Outbound {
  return { type: 'message', text: line(said, limits.paragraph), textFormat: 'plain' };
}

const summaryOf = ({ summary }: Message): string => line(summary, limits.summary, teamsTexts.message);

/** A card as an activity with the message's summary. */
export function wrapCard(message: Message, content: Card): Outbound {
  return {
    type: 'message',
    summary: summaryOf(message),
    attachments: [{ contentType: cardType, content }],
  };
}

function piece(block: Block, forms: readonly Form[], returned: Returned | undefined): Piece {
  switch (block.type) {
    case 'heading':
      return { elements: heading(block.text), acts: false };
    case 'text':
      return { elements: text(block.text, block.strong ? { weight: 'Bolder' } : {}), acts: false };
    case 'note':
      return { elements: note(block.text), acts: false };
    case 'facts':
      return { elements: facts(block.facts), acts: false };
    case 'list':
      return { elements: list(block.items), acts: false };
    case 'progress':
      return { elements: progress(block.label, block.percent, block.text), acts: false };
    case 'links':
      return { elements: links(block.links), acts: true };
    case 'choices':
      return { elements: choices(block.choices), acts: true };
    case 'drawing':
      return { elements: note(teamsTexts.image(block.alt)), acts: false };
    case 'image':
      return { elements: image(block.url, block.alt), acts: false };
    case 'form':
      return { elements: forms.length > 1 ? closed(block.form) : form(block.form, returned), acts: true };
  }
}
