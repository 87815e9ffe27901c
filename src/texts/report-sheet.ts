import type { PeriodFigure, ReportData, ReportRow } from '../reports/types.ts';
import { countWords } from './complaint-counts.ts';
import { dateRange, number, plural, shortDate } from './format.ts';
import { altOf, captionOf } from './integrity-day.ts';
import { figure, notes, statusNames } from './progress.ts';
import { doneLine } from './report-done.ts';
import {
  addresseeLines,
  anchorLine,
  type Framed,
  missingEvidence,
  quarterName,
  reportTitle,
  sentenceStart,
  signatures,
  type TableWords,
} from './reports.ts';

/** A paragraph of a cell. */
export interface Words {
  readonly text: string;
  readonly strong?: boolean;
}

export type Cell = readonly Words[];

/** A report as words in their places, the same for every kind of file. */
export interface ReportSheet extends Framed {
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly tableTitle: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** The cards whose pictures stand below each of the rows. */
  readonly cards: readonly (readonly ShownCard[])[];
  readonly complaints: TableWords & { readonly note: string };
}

/** A month's card as a picture: what stands under it, and what is said to who can't see it. */
export interface ShownCard {
  readonly period: string;
  readonly caption: string;
  readonly alt: string;
}

/** A report's words. */
export function reportSheet(data: ReportData): ReportSheet {
  const { programme, span, type, letterhead } = data;
  const quarterly = type.kind === 'quarterly';
  return {
    title: reportTitle(type),
    subtitle: `${programme.title} del ${programme.committee.name}`,
    facts: [
      ['Institución', programme.committee.institution],
      ['Periodo que se informa', sentenceStart(dateRange(span.from, span.to))],
      ['Cifras al', shortDate(span.cut)],
      [
        'Plantilla de personal',
        `${plural(data.headcount, 'persona', 'personas')} al ${shortDate(span.roster)}`,
      ],
      ['Dirigido a', addresseeLines(data).join(', ')],
      ['Oficio', letterhead.oficio ?? 'Pendiente de asignar'],
      ['Fecha del informe', shortDate(data.dispatch)],
    ],
    tableTitle: 'Avance por actividad',
    header: [
      'No. y actividad',
      'Objetivo',
      'Meta',
      'Indicador y cifras',
      'Qué se hizo',
      'Evidencia',
      'Riesgo',
      'Observaciones',
    ],
    rows: data.rows.map((row) => cellsOf(row, quarterly)),
    cards: data.rows.map(({ cards }) =>
      cards.map((c) => ({ period: c.period, caption: captionOf(c), alt: altOf(c) })),
    ),
    complaints: {
      title: 'Denuncias recibidas',
      header: ['Trimestre', 'Recibidas', 'En trámite', 'Concluidas'],
      rows: (data.complaints ?? []).map((c) => [
        sentenceStart(quarterName(c.period)),
        ...[c.received, c.inProcess, c.concluded].map((n) => countWords(n, data.exact)),
      ]),
      note:
        data.complaints === null
          ? 'Sin cifras registradas.'
          : `Solo se informan cifras; los casos se atienden por su propio procedimiento.${data.exact ? '' : ' En esta copia no se muestran las cantidades menores de 5: van completas en la que pide la Secretaría Ejecutiva.'}`,
    },
    closing: `Cifras al ${shortDate(span.cut)}, con los registros hasta el asiento ${number(data.anchor.seq)} del libro del Comité.`,
    signatures: signatures(data),
    anchor: anchorLine(data),
    footer: `${reportTitle(type)} · ${programme.committee.shortName}`,
  };
}

function cellsOf({ activity, progress, inPeriod, done, evidence }: ReportRow, quarterly: boolean): Cell[] {
  return [
    [
      { text: `${activity.number}. ${activity.title}`, strong: true },
      ...lines(activity.what),
      { text: `${sentenceStart(dateRange(activity.start, activity.end))}.` },
    ],
    lines(activity.objective.replace(/\.\.+$/, '.')),
    lines(activity.target),
    [
      { text: activity.indicator ?? 'El programa no define un indicador.' },
      ...(quarterly ? [{ text: `En el trimestre: ${periodFigure(inPeriod)}.`, strong: true }] : []),
      { text: `${quarterly ? 'Acumulado' : 'En el año'}: ${figure(progress)}.`, strong: true },
      ...parts(progress),
      { text: `Estado: ${statusNames[progress.status].toLowerCase()}.` },
    ],
    done.length === 0
      ? [{ text: quarterly ? 'Sin acciones en el trimestre.' : 'Sin acciones en el año.' }]
      : done.map((d) => ({ text: doneLine(d) })),
    evidence.length > 0
      ? evidence.map((text) => ({ text }))
      : [{ text: done.length > 0 ? missingEvidence : '—' }],
    lines(activity.risk ?? '—'),
    observations(progress),
  ];
}

const lines = (words: string): Words[] => words.split('\n').map((text) => ({ text }));

function parts({ declared, accredited, official, beside }: ReportRow['progress']): Words[] {
  if (declared === null || accredited === null) return [];
  return [
    {
      text: `Declaradas: ${number(declared)}; acreditadas: ${number(accredited)}; cifra oficial: ${official === null ? 'sin registrar' : number(official)}.`,
    },
    { text: `Plantilla al ${shortDate(beside.cut!)}: ${number(beside.roster!)}.` },
  ];
}

function periodFigure(f: PeriodFigure): string {
  switch (f.kind) {
    case 'series':
      return `${number(f.fulfilled)} ${f.fulfilled === 1 ? 'cumplida' : 'cumplidas'}; ${number(f.due)} ${f.due === 1 ? 'vencía' : 'vencían'}`;
    case 'milestone':
      return { 'in-period': 'realizada', before: 'realizada antes', no: 'sin realizar' }[f.done];
    case 'headcount':
      return `${plural(f.people, 'persona', 'personas')}${f.people > 0 ? `, ${number(f.fresh)} por primera vez` : ''}`;
    case 'campaign':
      return plural(f.times, 'acción anotada', 'acciones anotadas');
  }
}

/** Notes of the figures, without what is next (a report looks back). */
const observations = (p: ReportRow['progress']): Cell => {
  const all = notes({ ...p, nextDue: null }).map((text) => ({ text: text.replace(/\.\.+/g, '.') }));
  return all.length === 0 ? [{ text: '—' }] : all;
};
