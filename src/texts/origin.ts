import type { Block, Choice, Message } from '../message.ts';
import type { Counted, CountedLine, Origin, Reported } from '../origin/types.ts';
import type { Owed } from '../owed.ts';
import type { Progress } from '../progress.ts';
import type { FigureName } from '../reports/types.ts';
import type { Rec } from '../view/shapes.ts';
import { addendumTitle } from './addendum.ts';
import { explainDeadline } from './calendar.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { fullDate, join, number, people, plural, shortDate } from './format.ts';
import { figure, notes, officialWords } from './progress.ts';
import { changeLine, figureNames, figureValue } from './report-changes.ts';
import { did } from './report-done.ts';
import { reportTitle } from './reports.ts';

/** What is asked: activity, unit, day; the words that ask it again. */
interface Asked {
  readonly unit: string | null;
  readonly asOf: string;
}
const again = (activity: number, { unit, asOf }: Asked): string =>
  `cifra ${activity}${unit === null ? '' : ` "${unit}"`} al ${asOf}`;

/** The whole answer to «¿De dónde sale?». */
export function originMessage(
  { progress, people: counted, beside, official, reported }: Origin,
  asked: Asked,
  list: {
    readonly lines: readonly CountedLine[];
    readonly page: number;
    readonly pages: number;
    readonly total: number;
    /** Whose people are shown: everybody's, those of some units, nobody's. */
    readonly of: 'all' | readonly string[] | null;
  },
): Message {
  const { activity } = progress;
  const { unit, asOf } = asked;
  const summary = `Actividad ${activity.number}, ${activity.title}${unit === null ? '' : `, ${unit}`}: ${figure(progress)}. De aquí sale:`;
  const occurrences =
    activity.measure.kind === 'headcount' ? [] : progress.owed.map((o) => occurrence(o, asOf));
  const shown = counted !== null && list.of !== null;
  const choices: Choice[] = [
    ...(shown && list.page < list.pages
      ? [{ label: 'Ver más', words: `${again(activity.number, asked)} pagina ${list.page + 1}` }]
      : []),
    { label: 'En Excel', words: `${again(activity.number, asked)} excel` },
    ...(activity.measure.kind === 'headcount' && list.of !== null
      ? [
          {
            label: 'Ver quién falta',
            words: `pendientes ${activity.number}${unit === null ? '' : ` "${unit}"`}`,
          },
        ]
      : []),
  ];
  const head: Block = { type: 'facts', facts: factsOf(progress, official) };
  return {
    summary,
    blocks: [
      { type: 'heading', text: `¿De dónde sale la actividad ${activity.number}?` },
      text(summary),
      head,
      ...(occurrences.length > 0 ? [{ type: 'list', items: occurrences } as Block] : []),
      ...(beside.length > 0
        ? [
            text('Además, sin sumarse a lo programado:'),
            { type: 'list', items: beside.map(recordLine) } as Block,
          ]
        : []),
      ...notes({ ...progress, nextDue: null, overdue: [] }).map(text),
      ...(counted === null ? [] : listBlocks(counted, list)),
      ...(reported.length > 0
        ? [
            text('Como se informó, junto a lo que se conoce hoy de las mismas fechas:'),
            { type: 'list', items: reported.map((r) => reportedLine(r)) } as Block,
          ]
        : []),
      buttons(...choices),
      small(`Cifras al ${fullDate(asOf)}.`),
    ],
  };
}

function listBlocks(counted: readonly Counted[], list: Parameters<typeof originMessage>[2]): Block[] {
  if (list.of === null)
    return [
      small(
        `La lista de ${people(counted.length)} la ven el Comité y, de su unidad, quien es responsable de ella.`,
      ),
    ];
  const whose = list.of === 'all' ? '' : ` de ${join(list.of.map((u) => `«${u}»`))}`;
  if (list.total === 0) return [text(`Nadie cuenta todavía${whose}.`)];
  return [
    text(
      `${list.total === 1 ? 'Cuenta 1 persona' : `Cuentan ${number(list.total)} personas`}${whose}${list.pages > 1 ? ` (página ${list.page} de ${list.pages})` : ''}:`,
    ),
    { type: 'list', items: list.lines.map(personLine) },
  ];
}

const personLine = (l: CountedLine): string =>
  `${l.number} · ${l.name} · ${l.unit}: ${shortDate(l.on)}, folio ${l.folio}${l.more > 0 ? ` y ${plural(l.more, 'registro más', 'registros más')}` : ''}`;

/** Formula, numerator, denominator with their dates, and the parts beside. */
export function factsOf(p: Progress, official: Origin['official']) {
  const { activity, beside } = p;
  const { measure } = activity;
  const roster =
    beside.cut === undefined ? '' : `${people(beside.roster!)} en la plantilla al ${fullDate(beside.cut)}`;
  return [
    { label: 'Fórmula', value: activity.indicator ?? 'El programa no define un indicador' },
    ...(p.numerator === null ? [] : [{ label: 'Numerador', value: numeratorWords(p) }]),
    ...(p.denominator === null
      ? []
      : [
          {
            label: 'Denominador',
            value:
              measure.kind === 'headcount'
                ? roster
                : `${number(p.denominator)}, lo que el programa pide en el año`,
          },
        ]),
    ...(measure.kind === 'headcount' && p.denominator === null
      ? [{ label: 'Referencia', value: `${roster}; el programa no define un denominador` }]
      : []),
    ...(p.percent === null
      ? []
      : [
          {
            label: 'Porcentaje',
            value: `${figureValue('percent', p.percent)} = numerador ÷ denominador × 100`,
          },
        ]),
    ...(p.declared === null
      ? []
      : [
          { label: 'Declaradas', value: number(p.declared) },
          { label: 'Acreditadas', value: number(p.accredited!) },
          {
            label: 'Cifra oficial',
            value: `${officialWords(p)}${official === null ? '' : `; folio ${official}`}`,
          },
        ]),
    ...(measure.kind === 'campaign'
      ? [{ label: 'Anotado', value: plural(beside.times ?? 0, 'acción', 'acciones') }]
      : []),
  ];
}

function numeratorWords({ activity: { measure }, numerator, beside, owed }: Progress): string {
  if (measure.kind === 'headcount') {
    const one = numerator === 1;
    const did =
      measure.part === 'accredited'
        ? `que lo ${one ? 'acreditó' : 'acreditaron'}`
        : `que lo ${one ? 'declaró o lo acreditó' : 'declararon o lo acreditaron'}`;
    return `${people(numerator!)} ${did} y ${one ? 'estaba' : 'estaban'} en la plantilla al ${fullDate(beside.cut!)}`;
  }
  const done = owed.filter((o) => o.record).map((o) => shortDate(o.record!.occurredOn));
  return `${number(numerator!)}${done.length === 0 ? '' : `: ${join(done)}`}`;
}

/** When an occurrence is owed and why, and the record that fulfils it. */
function occurrence({ label, due, record }: Owed, asOf: string): string {
  const when = `${due.date < asOf ? 'vencía' : 'vence'} el ${fullDate(due.date)} (${explainDeadline(due)})`;
  return record
    ? `${label}: cumplida el ${shortDate(record.occurredOn)}, folio ${record.folio}; ${when}`
    : `${label}: sin registro; ${when}`;
}

const recordLine = ({ kind, folio, occurredOn }: Rec): string =>
  `${did[kind] ?? kind}: ${shortDate(occurredOn)}, folio ${folio}`;

function reportedLine({ type, addendum, folio, on, cut, figures, today, change }: Reported): string {
  const what = addendum ? `${addendumTitle(type)}, enviada` : `${reportTitle(type)}, enviado`;
  const name = `${what} el ${shortDate(on)} (folio ${folio})`;
  if (figures === null) return `${name}: no conozco las cifras con que se envió.`;
  const said = `${name}: ${shortFigure(figures)} al ${shortDate(cut)}`;
  return change === null
    ? `${said}; hoy, lo mismo.`
    : `${said}; hoy, ${shortFigure(today)}. ${changeLine(change)}`;
}

function shortFigure(f: Reported['today']): string {
  if (f.numerator === null) return plural(f.times ?? 0, 'acción o registro', 'acciones o registros');
  const of = f.denominator ?? f.roster;
  return `${number(f.numerator)}${of === null ? '' : ` de ${number(of)}`}`;
}

export const originTexts = {
  workbook: (activity: number, asOf: string): string => `cifra-${activity}-${asOf}.xlsx`,
  parts: { declared: 'Declarada', accredited: 'Acreditada' } as Readonly<Record<string, string>>,
  attached: (activity: number): Message =>
    message(`Ahí va de dónde sale la cifra de la actividad ${activity}, en Excel.`),
  how: (numbers: readonly number[]): Message =>
    message(
      '¿De qué cifra quieres saber de dónde sale?',
      buttons(...numbers.map((n) => ({ label: `Actividad ${n}`, words: `cifra ${n}` }))),
      small('Por ejemplo: cifra 9, o bien: ¿de dónde sale 812?'),
    ),
  none: (said: string, numbers: readonly number[]): Message =>
    problem(
      `Hoy ninguna cifra del programa es «${said}».`,
      `Escribe el número de la actividad, de ${numbers[0]} a ${numbers.at(-1)}. Por ejemplo: cifra ${numbers.at(-1)}`,
    ),
  found: (
    value: string,
    found: readonly {
      readonly number: number;
      readonly title: string;
      readonly which: readonly FigureName[];
    }[],
  ): Message =>
    message(
      `«${value}» es hoy la cifra de ${plural(found.length, 'actividad', 'actividades')}.`,
      {
        type: 'list',
        items: found.map((f) => `${f.number}. ${f.title}: ${join(f.which.map((name) => figureNames[name]))}`),
      },
      buttons(
        ...found.map((f) => ({ label: `De dónde sale en la ${f.number}`, words: `cifra ${f.number}` })),
      ),
    ),
};
