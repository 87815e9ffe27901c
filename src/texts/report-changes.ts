import type { Change, FigureName } from '../reports/types.ts';
import { number, percent, sentence } from './format.ts';

/** What each figure is called. */
export const figureNames: Record<FigureName, string> = {
  numerator: 'numerador',
  denominator: 'denominador',
  percent: 'porcentaje',
  declared: 'declaradas',
  accredited: 'acreditadas',
  official: 'cifra oficial',
  roster: 'plantilla',
  times: 'cumplidas o anotadas',
};

/** A figure with its unit; null is «sin cifra». */
export const figureValue = (name: FigureName, n: number | null): string =>
  n === null ? 'sin cifra' : name === 'percent' ? percent(n) : number(n);

/** Ten folios by name, then how many more. */
export const folios = (all: readonly string[]): string =>
  `${all.slice(0, 10).join(', ')}${all.length > 10 ? ` y ${number(all.length - 10)} más` : ''}`;

/** How a figure differs from the report that was sent, with the folios in between; ten are named. */
export function changeLine({ activity, figures, recorded, voided }: Change): string {
  return [
    `actividad ${activity}: ${figures.map((f) => `${figureNames[f.name]} ${figureValue(f.name, f.before)} → ${figureValue(f.name, f.after)}`).join('; ')}`,
    ...(recorded.length > 0 ? [`registrado después: ${folios(recorded)}`] : []),
    ...(voided.length > 0 ? [`anulado después: ${folios(voided)}`] : []),
    ...(recorded.length + voided.length === 0
      ? ['por cambios de la plantilla, de fechas o de qué parte cuenta']
      : []),
  ]
    .map(sentence)
    .join(' ');
}
