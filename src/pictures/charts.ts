import type { Json } from '../entry.ts';
import type { Status } from '../owed.ts';
import type { Progress } from '../progress.ts';
import { chartTexts as texts } from '../texts/charts.ts';
import { percent as inPercent } from '../texts/format.ts';
import { statusNames } from '../texts/progress.ts';
import type { Drawing } from './layout.ts';

/** Colours of a traffic light that can be told apart without seeing colours: each is of another lightness. */
const colours: Readonly<Record<Status, string>> = {
  done: '#14532D',
  'on-track': '#2E8B57',
  'at-risk': '#D98E04',
  late: '#B3261E',
  'not-started': '#A7AFB8',
  undefined: '#A7AFB8',
};

const ink = '#1B2430';
const faint = '#D8DCE2';
const ground = '#EEF0F3';
const blue = '#3B6EA8';
/** Pixels; a chat shows a chart about half as wide, a telephone a third. */
const width = 900;
const rowHeight = 44;

const chart = (height: number, option: Json): Drawing => ({ kind: 'chart', width, height, option });

const common = (title: string, subtitle: string) => ({
  animation: false,
  backgroundColor: '#FFFFFF',
  title: {
    text: title,
    subtext: subtitle,
    left: 24,
    top: 16,
    textStyle: { color: ink, fontSize: 26 },
    subtextStyle: { color: '#4A5563', fontSize: 18 },
  },
});

interface Bar {
  readonly label: string;
  /** 0 to 100; null where there is no percentage to draw. */
  readonly percent: number | null;
  /** 0 to 100: where it should be by now. */
  readonly expected: number | null;
  readonly words: string;
  readonly colour: string;
}

/**
 * Bars from 0 to 100, the first on top, each with its words and, as a dark line, what is expected by now; what has no
 * percentage has no bar either, since an empty one would say 0.
 */
function bars(title: string, subtitle: string, rows: readonly Bar[]): Drawing {
  const named = rows.toReversed();
  const bar = { type: 'bar', barWidth: 22, barGap: '-100%' };
  return chart(130 + rows.length * rowHeight, {
    ...common(title, subtitle),
    grid: { left: 24, right: 196, top: 96, bottom: 24, containLabel: true },
    xAxis: {
      type: 'value',
      min: 0,
      max: 100,
      axisLabel: { show: false },
      splitLine: { lineStyle: { color: faint } },
    },
    yAxis: {
      type: 'category',
      data: named.map((r) => r.label),
      axisLabel: { color: ink, fontSize: 19, width: 350, overflow: 'truncate' },
      axisTick: { show: false },
      axisLine: { show: false },
    },
    series: [
      { ...bar, itemStyle: { color: ground }, data: named.map((r) => (r.percent === null ? null : 100)) },
      {
        ...bar,
        data: named.map((r) =>
          r.percent === null ? null : { value: r.percent, itemStyle: { color: r.colour } },
        ),
      },
      {
        // The words stand beside the whole bar, wherever it ends.
        ...bar,
        itemStyle: { color: 'transparent' },
        data: named.map((r) => ({
          value: 100,
          label: {
            show: true,
            position: 'right',
            formatter: r.words,
            color: ink,
            fontSize: 18,
            distance: 12,
          },
        })),
      },
      {
        type: 'scatter',
        symbol: 'rect',
        symbolSize: [5, 32],
        itemStyle: { color: ink },
        data: named.flatMap((r, i) => (r.expected === null ? [] : [[r.expected, i]])),
      },
    ],
  });
}

/** The whole programme: each activity's bar in the colour of its light, and where it should be on that day. */
export const programmeChart = (all: readonly Progress[], title: string, asOf: string): Drawing =>
  bars(
    title,
    texts.asOf(asOf),
    all.map((p) => {
      const share = shareOf(p);
      return {
        label: `${p.activity.number}. ${p.activity.title}`,
        percent: share,
        expected: share === null ? null : p.beside.expected || null,
        words: share === null ? statusNames[p.status] : `${inPercent(share)} · ${statusNames[p.status]}`,
        colour: colours[p.status],
      };
    }),
  );

/** What can be drawn of an activity, 0 to 100: its percentage; a letter count against the roster; done or not of a milestone. */
export function shareOf({
  activity: { measure },
  percent,
  numerator,
  beside,
  status,
}: Progress): number | null {
  if (percent !== null) return percent;
  if (measure.kind === 'headcount' && beside.roster)
    return Math.min(100, Math.round(((numerator ?? 0) / beside.roster) * 1000) / 10);
  return measure.kind === 'milestone' && status === 'done' ? 100 : null;
}

/** A headcount unit by unit, those that lack most first. */
export const unitsChart = (
  rows: readonly { readonly unit: string; readonly numerator: number; readonly roster: number }[],
  title: string,
  subtitle: string,
): Drawing =>
  bars(
    title,
    subtitle,
    rows.map(({ unit, numerator, roster }) => {
      const share = Math.round((numerator / roster) * 1000) / 10;
      return {
        label: unit,
        percent: share,
        expected: null,
        words: `${inPercent(share)} · ${texts.ofPeople(numerator, roster)}`,
        colour: share >= 100 ? colours.done : blue,
      };
    }),
  );

interface Month {
  readonly month: string;
  readonly percent: number;
}

/** A headcount over its months. */
interface Course {
  /** Percent of the roster at the end of each month so far. */
  readonly points: readonly Month[];
  /** Where the present pace leads. */
  readonly projected: Month | null;
  /** All its months, those to come included. */
  readonly months: readonly string[];
}

/** A headcount's course with its title, for a chat or a page. */
export const monthsChart = (course: Course, title: string, subtitle: string): Drawing =>
  chart(430, {
    ...common(title, subtitle),
    ...monthsLine(course, 18),
    grid: { left: 24, right: 40, top: 110, bottom: 24, containLabel: true },
  } as Json);

/** The same for a telephone's width, where the words stand beside it. */
export const narrowMonthsChart = (course: Course): Drawing => ({
  ...{ kind: 'chart', width: 640, height: 460 },
  option: {
    ...{ animation: false, backgroundColor: '#FFFFFF' },
    ...monthsLine(course, 23),
    grid: { left: 12, right: 30, top: 36, bottom: 12, containLabel: true },
  } as Json,
});

/** Axes and lines, their words of about a size in pixels. */
function monthsLine({ points, projected, months }: Course, fontSize: number) {
  const last = points.at(-1);
  const label = (position: string, words: string, more: object = {}) => ({
    label: { show: true, position, formatter: words, fontSize: fontSize + 1, color: ink, ...more },
  });
  return {
    xAxis: {
      type: 'category',
      data: months.map(texts.month),
      boundaryGap: false,
      axisLabel: { color: ink, fontSize },
    },
    yAxis: {
      type: 'value',
      min: 0,
      max: 100,
      axisLabel: { formatter: '{value} %', color: ink, fontSize: fontSize - 1 },
      splitLine: { lineStyle: { color: faint } },
    },
    series: [
      {
        type: 'line',
        data: points.map((p) => ({
          value: [months.indexOf(p.month), p.percent],
          ...(p === last && label(projected ? 'bottom' : 'top', inPercent(p.percent))),
        })),
        symbolSize: 9,
        lineStyle: { width: 4, color: blue },
        itemStyle: { color: blue },
      },
      ...(projected && last
        ? [
            {
              type: 'line',
              data: [
                { value: [months.indexOf(last.month), last.percent], symbol: 'none' },
                {
                  value: [months.indexOf(projected.month), projected.percent],
                  ...label('top', texts.projected(projected.percent), { align: 'right', offset: [10, 0] }),
                },
              ],
              symbolSize: 9,
              lineStyle: { width: 3, type: 'dashed', color: '#7A8594' },
              itemStyle: { color: '#7A8594' },
            },
          ]
        : []),
    ],
  };
}
