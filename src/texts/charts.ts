import type { UnitShare } from '../forecast.ts';
import type { Activity } from '../programme/schema.ts';
import type { Progress } from '../progress.ts';
import { join, longDate, monthName, number, percent, plural } from './format.ts';
import { figure, statusNames } from './progress.ts';

type Point = { readonly month: string; readonly percent: number };
const called = ({ number: n, title }: Activity): string => `${n}. ${title}`;

/** Words that stand in charts, and those that say the same to who can't see them. */
export const chartTexts = {
  asOf: (on: string): string => `Al ${longDate(on)}. La línea oscura marca lo esperado a la fecha.`,
  ofPeople: (some: number, all: number): string => `${number(some)} de ${number(all)}`,
  projected: (share: number): string => `al ritmo actual: ${percent(share)}`,
  month: (month: string): string => monthName(month).slice(0, 3),

  programme: (all: readonly Progress[]): string =>
    `Gráfica del avance: ${all.map((p) => `${called(p.activity)}: ${figure(p)}, ${statusNames[p.status].toLowerCase()}`).join('; ')}.`,
  months: (activity: Activity): string => `${called(activity)}, mes a mes`,
  monthsAlt: (points: readonly Point[], pace: string): string =>
    `Gráfica mes a mes: ${join(points.map((p) => `${monthName(p.month)}, ${percent(p.percent)}`))}. ${pace}`,
  pace: (projected: number | null, lacking: number, units: number): string => {
    if (lacking === 0) return 'No falta nadie.';
    const lacks = `${lacking === 1 ? 'falta' : 'faltan'} ${plural(lacking, 'persona', 'personas')} en ${plural(units, 'área', 'áreas')}`;
    return projected === null
      ? `${lacks.charAt(0).toUpperCase()}${lacks.slice(1)}.`
      : `Al ritmo actual, cierra en ${percent(projected)}; ${lacks}.`;
  },
  units: (activity: Activity): string => `${called(activity)}, por área`,
  unitsNote: (shown: number, all: number): string =>
    shown === all
      ? 'Primero las áreas en que faltan más personas.'
      : `Las ${shown} áreas en que faltan más personas, de ${all}; no se muestran las de menos de cinco.`,
  unitsAlt: (units: readonly UnitShare[]): string => `Gráfica por área: ${join(units.map(chartTexts.unit))}.`,
  unit: ({ unit, numerator, roster }: UnitShare): string =>
    `${unit}: ${percent(Math.round((numerator / roster) * 1000) / 10)} (${number(numerator)} de ${number(roster)})`,
};
