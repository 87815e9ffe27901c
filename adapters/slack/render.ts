import type { types } from '@slack/bolt';
import type { Block, Message } from '../../src/message.ts';
import { slackTexts } from '../../src/texts/slack.ts';
import {
  choices,
  facts,
  heading,
  image,
  links,
  list,
  note,
  paragraph,
  progress,
  type SlackBlock,
} from './elements.ts';
import { fitted } from './fit.ts';
import { type Budget, limits, messageBudget, viewBudget } from './limits.ts';
import { clip, escapeText } from './text.ts';

/** A message as chat.postMessage and response_url take it. */
export interface Rendered {
  /** What notifications and screen readers say, escaped. */
  readonly text: string;
  readonly blocks: SlackBlock[];
}

/** `first` is the number of the message's buttons before this block. */
function renderBlock(block: Block, first: number): SlackBlock[] {
  switch (block.type) {
    case 'heading':
      return heading(block.text);
    case 'text':
      return paragraph(block.text, block.strong);
    case 'note':
      return note(block.text);
    case 'facts':
      return facts(block.facts);
    case 'list':
      return list(block.items);
    case 'progress':
      return progress(block.label, block.percent, block.text);
    case 'links':
      return links(block.links);
    case 'choices':
      return choices(block.choices, first);
    case 'image':
      return image(block.url, block.alt);
    case 'drawing':
      return note(slackTexts.image(block.alt));
    case 'form': {
      const { title, intro, words, nonce } = block.form;
      const open = {
        label: slackTexts.openForm,
        words,
        ...(nonce === undefined ? {} : { nonce }),
        style: 'primary' as const,
      };
      return [...paragraph(title, true), ...paragraph(intro ?? ''), ...choices([open], first)];
    }
  }
}

function renderBlocks(message: Message, budget: Budget): SlackBlock[] {
  let buttons = 0;
  const blocks = message.blocks.flatMap((block) => {
    const rendered = renderBlock(block, buttons);
    buttons += block.type === 'choices' ? block.choices.length : block.type === 'form' ? 1 : 0;
    return rendered;
  });
  return fitted(
    blocks.length > 0 ? blocks : paragraph(clip(message.summary, limits.plainText, slackTexts.message)),
    budget,
  );
}

/** The message in Block Kit, within Slack's limits whatever it holds. */
export function renderMessage(message: Message): Rendered {
  return {
    text: escapeText(clip(message.summary, limits.fallbackText, slackTexts.message)),
    blocks: renderBlocks(message, messageBudget),
  };
}

/** The message as the person's App Home. */
export function renderHome(message: Message): types.HomeView {
  return { type: 'home', blocks: renderBlocks(message, viewBudget) };
}

/** The same message with its pictures told in words, for when Slack cannot fetch one and refuses the whole message. */
export function withoutImages(message: Message): Message | null {
  if (!message.blocks.some((block) => block.type === 'image')) return null;
  return {
    ...message,
    blocks: message.blocks.map((block) =>
      block.type === 'image'
        ? { type: 'note', text: block.alt === '' ? '' : slackTexts.image(block.alt) }
        : block,
    ),
  };
}
