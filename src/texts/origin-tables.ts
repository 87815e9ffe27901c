import type { CountedLine, Origin, Reported } from '../origin/types.ts';
import type { FigureName } from '../reports/types.ts';
import { addendumTitle } from './addendum.ts';
import { explainDeadline } from './calendar.ts';
import { sentence, shortDate } from './format.ts';
import { factsOf } from './origin.ts';
import { figure, notes } from './progress.ts';
import { changeLine, figureNames } from './report-changes.ts';
import { did } from './report-done.ts';
import { reportTitle } from './reports.ts';

const sheets = {
  summary: 'Cifra',
  people: 'Quiénes cuentan',
  owed: 'Lo que se pide',
  reported: 'Como se informó',
};

/** A table of the workbook. */
interface Table {
  readonly sheet: string;
  readonly header: readonly string[];
  readonly widths: readonly number[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** The same as tables; the list of who counts only where `lines` has it. */
export function originTables(
  { progress, beside, official, reported }: Origin,
  asOf: string,
  unit: string | null,
  lines: readonly (CountedLine & { readonly part: string })[] | null,
): Table[] {
  const { activity } = progress;
  return [
    {
      sheet: sheets.summary,
      header: ['Dato', 'Valor'],
      widths: [22, 90],
      rows: [
        ['Actividad', `${activity.number}. ${activity.title}`],
        ...(unit === null ? [] : [['Unidad', unit]]),
        ['Cifra', figure(progress)],
        ...factsOf(progress, official).map(({ label, value }) => [label, value]),
        ['Cifras al', shortDate(asOf)],
        ...notes({ ...progress, nextDue: null }).map((note, i) => [i === 0 ? 'Notas' : null, note]),
      ],
    },
    ...(lines === null
      ? []
      : [
          {
            sheet: sheets.people,
            header: ['Número', 'Nombre', 'Unidad', 'Parte', 'Fecha', 'Folio', 'Registros'],
            widths: [14, 38, 34, 14, 14, 20, 11],
            rows: lines.map((l) => [l.number, l.name, l.unit, l.part, l.on, l.folio, l.more + 1]),
          },
        ]),
    ...(activity.measure.kind === 'headcount'
      ? []
      : [
          {
            sheet: sheets.owed,
            header: ['Qué', 'Vence', 'Por qué esa fecha', 'Cumplida', 'Folio'],
            widths: [42, 14, 60, 14, 20],
            rows: [
              ...progress.owed.map((o) => [
                o.label,
                o.due.date,
                sentence(explainDeadline(o.due)),
                o.record?.occurredOn ?? null,
                o.record?.folio ?? null,
              ]),
              ...beside.map((r) => [`${did[r.kind] ?? r.kind} (aparte)`, null, null, r.occurredOn, r.folio]),
            ],
          },
        ]),
    ...(reported.length === 0
      ? []
      : [
          {
            sheet: sheets.reported,
            header: ['Informe', 'Enviado', 'Folio', 'Corte', 'Cifra', 'Como se envió', 'Hoy', 'Diferencia'],
            widths: [38, 14, 20, 14, 20, 16, 16, 70],
            rows: reported.flatMap(reportedRows),
          },
        ]),
  ];
}

function reportedRows({ type, addendum, folio, on, cut, figures, today, change }: Reported) {
  const name = addendum ? addendumTitle(type) : reportTitle(type);
  if (figures === null) return [[name, on, folio, null, null, 'No se conoce', null, null]];
  return (Object.keys(today) as FigureName[])
    .filter((f) => figures[f] !== null || today[f] !== null)
    .map((f, i) => [
      name,
      on,
      folio,
      cut,
      figureNames[f],
      figures[f],
      today[f],
      i === 0 && change ? changeLine(change) : null,
    ]);
}
