import { byUnit, forecast, monthsUpTo, shownUnits } from '../forecast.ts';
import type { Block, Message } from '../message.ts';
import type { Scope } from '../owed.ts';
import type { Progress } from '../progress.ts';
import { chartTexts as texts } from '../texts/charts.ts';
import { monthsChart, programmeChart, unitsChart } from './charts.ts';
import type { Drawing } from './layout.ts';

/** Units that one picture shows. */
const mostUnits = 12;

/** The message with the programme in one picture; its alternative text says each bar. */
export function withProgramme(
  message: Message,
  all: readonly Progress[],
  title: string,
  asOf: string,
): Message {
  return after(message, [programmeDrawing(all, title, asOf)]);
}

/** The programme in one picture. */
export const programmeDrawing = (all: readonly Progress[], title: string, asOf: string): Block =>
  drawing(programmeChart(all, title, asOf), texts.programme(all));

/**
 * The message with a headcount's months and units in pictures, and in words where its pace leads and which units lack
 * most. Units of fewer people than `smallest` are left out.
 */
export function withHeadcount(message: Message, scope: Scope, p: Progress, smallest: number): Message {
  const { activity } = p;
  if (activity.measure.kind !== 'headcount' || !p.beside.roster) return message;
  const { points, projected, lacking } = forecast(scope, p);
  const units = byUnit(scope, p);
  const behind = units.filter((u) => u.numerator < u.roster).length;
  const pace = texts.pace(projected, lacking, behind);
  const end = projected === null ? null : { month: activity.end.slice(0, 7), percent: projected };
  const months =
    points.length < 2
      ? []
      : [
          drawing(
            monthsChart(
              { points, projected: end, months: monthsUpTo(activity, activity.end) },
              texts.months(activity),
              pace,
            ),
            texts.monthsAlt(points, pace),
          ),
        ];
  const shown = shownUnits(units, smallest, mostUnits);
  const perUnit: Block[] =
    shown.length < 2
      ? []
      : [
          drawing(
            unitsChart(shown, texts.units(activity), texts.unitsNote(shown.length, units.length)),
            texts.unitsAlt(shown),
          ),
          { type: 'list', items: shown.map(texts.unit) },
        ];
  return after(message, [...months, { type: 'text', text: pace }, ...perUnit]);
}

const drawing = (of: Drawing, alt: string): Block => ({ type: 'drawing', drawing: of, alt });

/** Pictures come under the heading, before the words that say the same. */
function after({ summary, blocks }: Message, pictures: readonly Block[]): Message {
  const at = blocks[0]?.type === 'heading' ? 1 : 0;
  return { summary, blocks: [...blocks.slice(0, at), ...pictures, ...blocks.slice(at)] };
}
