import type { TouchedReport } from '../corrections.ts';
import type { Form, Message } from '../message.ts';
import { buttons, message, problem, small } from './common.ts';
import { type Counts, countsWords } from './complaint-counts.ts';
import { join, shortDate } from './format.ts';
import { touchedBlocks } from './withdrawal.ts';

const called = (period: string): string => `trimestre ${period.at(-1)} de ${period.slice(0, 4)}`;

export const complaintFigures = {
  line: (period: string, counts: Counts, exact: boolean): string => {
    const name = called(period);
    return `${name[0]!.toUpperCase()}${name.slice(1)}: ${countsWords(counts, exact)}`;
  },
  show: (years: readonly number[], lines: readonly string[], exact: boolean): Message =>
    message(
      lines.length === 0
        ? `Todavía no hay cifras de denuncias de ${join(years.map(String))}.`
        : `Cifras de denuncias de ${join(years.map(String))}.`,
      lines.length === 0 ? null : { type: 'list', items: lines },
      small('Solo se anotan cantidades por trimestre; nunca nombres ni hechos.'),
      exact ? buttons({ label: 'Registrar cifras', words: 'cifras denuncias registrar' }) : null,
    ),
  form: (periods: readonly string[], initial: string | undefined, withYear: boolean): Form => {
    const field = (id: string, label: string) => ({
      id,
      type: 'number' as const,
      label,
      min: 0,
      max: 9999,
      decimals: false,
    });
    return {
      title: 'Cifras de denuncias',
      words: 'cifras denuncias',
      intro: 'Solo cantidades: no escribas nombres ni hechos.',
      submit: 'Registrar',
      fields: [
        {
          id: 'period',
          type: 'choice',
          label: 'Trimestre',
          options: periods.map((value) => ({
            value,
            label: `Trimestre ${value.at(-1)}${withYear ? ` de ${value.slice(0, 4)}` : ''}`,
          })),
          ...(initial !== undefined && { initial }),
        },
        field('received', 'Recibidas'),
        field('inProcess', 'En proceso'),
        field('concluded', 'Concluidas'),
      ],
    };
  },
  notThatYear: (year: number): Message =>
    problem(
      `Las cifras de ${year} ya no se anotan, o todavía no.`,
      'Escribe «cifras denuncias» para ver los trimestres que puedes anotar.',
    ),
  recorded: (
    period: string,
    counts: Counts,
    corrects: boolean,
    fresh: boolean,
    touched: readonly TouchedReport[],
  ): Message =>
    message(
      `${fresh ? (corrects ? 'Cifras corregidas' : 'Cifras registradas') : 'Esas cifras ya estaban registradas'}, ${called(period)}: ${countsWords(counts, true)}.`,
      ...touchedBlocks(touched),
      small(
        fresh && corrects
          ? 'Las cifras anteriores se conservan en el historial.'
          : 'En las vistas públicas no se muestran cantidades menores de 5.',
      ),
    ),
  notYet: (quarter: number, from: string): Message =>
    problem(`El trimestre ${quarter} empieza el ${shortDate(from)}.`, 'Revisa el número del trimestre.'),
  badNumber: (): Message =>
    problem('La cantidad debe ser un número entero, de 0 en adelante.', 'Por ejemplo: 3'),
  how: (): Message =>
    problem(
      'No entendí las cifras de denuncias.',
      'Por ejemplo: cifras denuncias trimestral 2 recibidas 3 en proceso 1 concluidas 2',
    ),
};
