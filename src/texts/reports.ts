import type { RecordKind } from '../folio.ts';
import type { PracticeName } from '../kinds/records.ts';
import type {
  Change,
  Done,
  FigureName,
  PeriodFigure,
  ReportData,
  ReportRow,
  Signatory,
} from '../reports/types.ts';
import { countWords } from './complaint-counts.ts';
import { dateRange, kilograms, number, percent, pieces, plural, sentence, shortDate } from './format.ts';
import { altOf, captionOf } from './integrity-day.ts';
import { figure, notes, statusNames } from './progress.ts';
import { practiceNames, things } from './records.ts';
import { restorationTexts } from './restoration.ts';

/** A paragraph of a cell. */
export interface Words {
  readonly text: string;
  readonly strong?: boolean;
}
export type Cell = readonly Words[];

/** A report as words in their places, the same for every kind of file. */
export interface ReportSheet {
  readonly title: string;
  readonly subtitle: string;
  readonly facts: readonly (readonly [label: string, value: string])[];
  readonly tableTitle: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
  /** The cards whose pictures stand below each of the rows. */
  readonly cards: readonly (readonly ShownCard[])[];
  readonly complaints: {
    readonly title: string;
    readonly header: readonly string[];
    readonly rows: readonly (readonly string[])[];
    readonly note: string;
  };
  readonly closing: string;
  readonly signatures: readonly Signature[];
  readonly anchor: string;
  readonly footer: string;
}

/** A month's card as a picture: what stands under it, and what is said to who can't see it. */
export interface ShownCard {
  readonly period: string;
  readonly caption: string;
  readonly alt: string;
}

export interface Signature {
  readonly name: string;
  readonly post: string;
}

const quarterNames = { 1: 'primer', 2: 'segundo', 3: 'tercer', 4: 'cuarto' } as Record<string, string>;

/** `segundo trimestre de 2024`; `año 2024` */
export const periodName = ({ kind, period }: ReportData['type']): string =>
  kind === 'annual' ? `año ${period}` : quarterName(period);

/** `segundo trimestre de 2024` */
export const quarterName = (period: string): string =>
  `${quarterNames[period.slice(-1)]} trimestre de ${period.slice(0, 4)}`;

/** `Informe trimestral del segundo trimestre de 2024` */
export const reportTitle = (type: ReportData['type']): string =>
  type.kind === 'annual'
    ? `Informe anual de actividades ${type.period}`
    : `Informe del ${quarterName(type.period)}`;

const posts: Record<Signatory['role'], string> = {
  president: 'Presidencia del Comité',
  secretary: 'Secretaría Ejecutiva del Comité',
};

/** Lines to sign on; nobody in office leaves the name to be written. */
export const signatures = (data: Pick<ReportData, 'signatories' | 'programme'>): Signature[] =>
  data.signatories.map(({ role, name }) => ({
    name: name ?? 'Nombre y firma',
    post: `${posts[role]} de Ética e Integridad`,
  }));

export const missingEvidence = 'Evidencia pendiente';

/** `Página 1 de 4`, in every footer. */
export const pageOf = (page: string, of: string): string => `Página ${page} de ${of}`;

/** What a report calls its addressee: the post alone until the committee confirms the name. */
export function addresseeLines({ addressee }: Pick<ReportData, 'addressee'>): string[] {
  const { name, post, office, confirmed } = addressee;
  return confirmed === false ? [`${post} de la ${office}`] : [name, `${post} de la ${office}`];
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

/** What proves the figures: the ledger's last entry, and where its numbers were interrupted. */
export const anchorLine = ({ anchor, restores }: Pick<ReportData, 'anchor' | 'restores'>): string =>
  [
    `Libro de registros al asiento ${number(anchor.seq)}. Huella SHA-256: ${anchor.hash}`,
    ...restores.map(({ restore, takenOn }) => restorationTexts.reported(restore, takenOn)),
  ].join('. ');

/** A capital first and no full stop, for a cell. */
export const sentenceStart = (words: string): string => sentence(words).replace(/\.$/, '');

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

/** What a record says was done, by kind. */
export const did: Partial<Record<RecordKind, string>> = {
  'session.held': 'Sesión ordinaria',
  'session.extraordinary': 'Sesión extraordinaria',
  'report.quarterly': 'Informe trimestral presentado',
  'report.annual': 'Informe anual presentado',
  'report.addendum': 'Adenda a un informe',
  'delivery.made': 'Entrega de donativos',
  'activity.done': 'Actividad realizada',
  'committee.ratified': 'Ratificación del Comité',
  'card.sent': 'Tarjeta enviada',
  'figure.official': 'Cifra oficial',
  'training.recorded': 'Capacitaciones',
  'letter.accepted': 'Cartas compromiso',
  'evaluation.recorded': 'Participación en la evaluación',
  'donation.recorded': 'Donativos',
  'practice.recorded': 'Prácticas por el medio ambiente',
};

function doneLine(d: Done): string {
  switch (d.type) {
    case 'record':
      return `${d.label ?? did[d.kind]}${amount(d)}: ${shortDate(d.on)} (folio ${d.folio}).`;
    case 'people': {
      const what = d.what === null ? (did[d.kind] ?? d.kind) : `«${d.what}»`;
      return `${what}: ${plural(d.people, 'persona', 'personas')}, ${plural(d.records, 'registro', 'registros')}, ${dateRange(d.first, d.last)}.`;
    }
    case 'totals':
      return sentence(d.totals.map(([key, n]) => totalOf(key, n)).join('; '));
  }
}

function amount({ kind, body }: Extract<Done, { type: 'record' }>): string {
  const { grams, pieces: n, number: official, source } = body;
  if (kind === 'delivery.made')
    return `${typeof grams === 'number' ? `, ${kilograms(grams)}` : ''}${typeof n === 'number' ? `, ${pieces(n)}` : ''}`;
  return kind === 'figure.official' ? ` de ${number(Number(official))} (${String(source)})` : '';
}

/** `tapitas: 12.5 kg`; `reciclaje: 3 veces` */
function totalOf(key: string, n: number): string {
  const [group, what, unit] = key.split('/');
  return group === 'practice'
    ? `${practiceNames[what as PracticeName]}: ${plural(n, 'vez', 'veces')}`
    : `${things[what as keyof typeof things]}: ${unit === 'g' ? kilograms(n) : pieces(n)}`;
}

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
