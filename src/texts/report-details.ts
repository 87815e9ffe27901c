import type { Form, Message } from '../message.ts';
import type { Letterhead, ReportType } from '../reports/types.ts';
import { buttons, message, problem, small } from './common.ts';
import { fullDate } from './format.ts';
import { reportName } from './report-chat.ts';
import { reportWords } from './report-missing.ts';

const detailNames = { oficio: 'Número de oficio', legend: 'Leyenda del año', place: 'Lugar' };
const detailWords = { oficio: 'oficio', legend: 'leyenda', place: 'lugar' };
const hints = {
  oficio: 'Por ejemplo: CEI/012/2024',
  legend: 'Por ejemplo: 2024: Año de …',
  place: 'Por ejemplo: Hermosillo, Sonora',
};

const field = (id: string, label: string, hint: string, maxLength: number, initial?: string) => ({
  id,
  type: 'text' as const,
  label,
  hint,
  maxLength,
  optional: true,
  ...(initial !== undefined && { initial }),
});

/** What a report's letter says: number, legend, place. */
export const reportDetails = {
  form: (type: ReportType, letter: Letterhead): Form => ({
    title: 'Datos del oficio',
    words: `informe datos ${reportWords(type)}`,
    intro: `Para el ${reportName(type)}. La leyenda y el lugar valen también para los que sigan.`,
    submit: 'Guardar',
    fields: [
      field('oficio', 'Número de oficio', 'Por ejemplo: CEI/012/2024', 60, letter.oficio),
      field('legend', 'Leyenda del año', 'Por ejemplo: 2024: Año de …', 200, letter.legend),
      field('place', 'Lugar', 'Por ejemplo: Hermosillo, Sonora', 100, letter.place),
    ],
  }),
  one: (what: 'oficio' | 'legend' | 'place', type: ReportType | null, letter: Letterhead): Form => ({
    title: detailNames[what],
    words: `informe ${detailWords[what]}${type === null ? '' : ` ${reportWords(type)}`}`,
    ...(type !== null && { intro: `Para el ${reportName(type)}.` }),
    submit: 'Guardar',
    fields: [{ ...field(what, detailNames[what], hints[what], 200, letter[what]), optional: false }],
  }),
  kept: (
    items: readonly {
      readonly what: 'oficio' | 'legend' | 'place';
      readonly value: string;
      readonly from: string;
    }[],
    type: ReportType | null,
  ): Message =>
    message(
      items.length === 0 ? 'Sin cambios: ya estaba así.' : 'Guardado.',
      items.length === 0
        ? null
        : {
            type: 'facts',
            facts: items.map(({ what, value }) => ({ label: detailNames[what], value })),
          },
      items.some((i) => i.what !== 'oficio')
        ? small(
            `La leyenda y el lugar valen para los informes con fecha desde el ${fullDate(items.find((i) => i.what !== 'oficio')!.from)}.`,
          )
        : null,
      type === null ? null : buttons({ label: 'Hacer el informe', words: `informe ${reportWords(type)}` }),
    ),
  empty: (what: 'oficio' | 'legend' | 'place'): Message =>
    problem(
      `Faltó ${{ oficio: 'el número de oficio', legend: 'la leyenda', place: 'el lugar' }[what]}.`,
      {
        oficio: 'Por ejemplo: informe oficio trimestral 2 "CEI/012/2024"',
        legend: 'Por ejemplo: informe leyenda "2024: Año de …"',
        place: 'Por ejemplo: informe lugar "Hermosillo, Sonora"',
      }[what],
    ),
};
