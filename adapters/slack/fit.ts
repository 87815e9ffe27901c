import { slackTexts } from '../../src/texts/slack.ts';
import { note, type SlackBlock } from './elements.ts';
import type { Budget } from './limits.ts';
import { slackLength } from './text.ts';

interface Cost {
  readonly blocks: number;
  readonly text: number;
  readonly json: number;
}

/** Characters of all texts that people read in a block. */
function textOf(value: unknown): number {
  if (Array.isArray(value)) return value.reduce((sum: number, item) => sum + textOf(item), 0);
  if (value === null || typeof value !== 'object') return 0;
  return Object.entries(value).reduce(
    (sum, [key, item]) =>
      sum +
      (typeof item === 'string'
        ? key === 'text' || key === 'alt_text'
          ? slackLength(item)
          : 0
        : textOf(item)),
    0,
  );
}

const costOf = (block: SlackBlock): Cost => ({
  blocks: 1,
  text: textOf(block),
  json: JSON.stringify(block).length,
});
const plus = (a: Cost, b: Cost): Cost => ({
  blocks: a.blocks + b.blocks,
  text: a.text + b.text,
  json: a.json + b.json,
});
const within = (cost: Cost, budget: Budget, share: number): boolean =>
  cost.blocks <= budget.blocks * share &&
  cost.text <= budget.text * share &&
  cost.json <= budget.json * share;

const nothing: Cost = { blocks: 0, text: 0, json: 0 };

/**
 * The blocks that Slack takes in one message or view. What is too much is left out from the end and a note says so
 * there; buttons are kept before texts, up to half of the room, since a text without its buttons leads nowhere.
 */
export function fitted(blocks: readonly SlackBlock[], budget: Budget): SlackBlock[] {
  const costs = blocks.map(costOf);
  if (within(costs.reduce(plus, nothing), budget, 1)) return [...blocks];

  const notice = note(slackTexts.tooLong);
  let spent = notice.map(costOf).reduce(plus, nothing);
  const kept = new Set<number>();
  const take = (index: number, share: number): boolean => {
    const next = plus(spent, costs[index] ?? nothing);
    if (!within(next, budget, share)) return false;
    spent = next;
    kept.add(index);
    return true;
  };
  for (const [i, block] of blocks.entries()) if (block.type === 'actions') take(i, 0.5);
  let cut = blocks.length;
  for (const [i, block] of blocks.entries())
    if (block.type !== 'actions' && !take(i, 1)) {
      cut = i;
      break;
    }
  const chosen = (from: number, to: number): SlackBlock[] =>
    blocks.slice(from, to).filter((_, i) => kept.has(from + i));
  return [...chosen(0, cut), ...notice, ...chosen(cut, blocks.length)];
}
