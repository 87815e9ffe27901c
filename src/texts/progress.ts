import type { PracticeName } from '../kinds/records.ts';
import type { Block, Message } from '../message.ts';
import type { Status } from '../owed.ts';
import type { Programme } from '../programme/schema.ts';
import type { Progress } from '../progress.ts';
import { explainDeadline } from './calendar.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { things } from './donations.ts';
import {
  dateRange,
  fullDate,
  join,
  kilograms,
  longDate,
  number,
  people,
  percent,
  pieces,
  plural,
  sentence,
  shortDate,
} from './format.ts';
import { practiceNames } from './practices.ts';

export const statusNames: Record<Status, string> = {
  done: 'Cumplida',
  'on-track': 'En tiempo',
  'at-risk': 'En riesgo',
  late: 'Atrasada',
  'not-started': 'Por iniciar',
  undefined: 'Sin indicador',
};

/** A status as a sign that stands before words. */
export const lights: Record<Status, string> = {
  done: '✅',
  'on-track': '🟢',
  'at-risk': '🟡',
  late: '🔴',
  'not-started': '⚪',
  undefined: '⚪',
};

/** An activity's figure in a few words: what the programme defines, or that it defines none. */
export function figure(p: Progress): string {
  const { measure } = p.activity;
  if (measure.kind === 'campaign')
    return p.beside.times
      ? `indicador no definido; ${plural(p.beside.times, 'acción anotada', 'acciones anotadas')}`
      : 'indicador no definido';
  if (measure.kind === 'milestone' && measure.formula !== 'ratio')
    return `${p.status === 'done' ? 'realizada' : 'no realizada'}; ${measure.formula === 'incomplete' ? 'indicador incompleto en el PAT' : 'indicador no definido'}`;
  if (measure.kind === 'headcount' && measure.formula === 'count')
    return `${people(p.numerator ?? 0)} de ${number(p.beside.roster ?? 0)} en la plantilla`;
  if (p.percent === null) return `${number(p.numerator ?? 0)} de ${number(p.denominator ?? 0)}`;
  return `${percent(p.percent)} (${number(p.numerator!)} de ${number(p.denominator!)})`;
}

/** Where an activity's figure comes from, in one paragraph; the same words in chat and in `avance --json`. */
export const explain = (p: Progress): string => [...basis(p), ...notes(p)].join(' ').replace(/\.\.+/g, '.');

/** The formula and the numbers that go into it. */
function basis(p: Progress): string[] {
  const { activity, beside } = p;
  const { measure } = activity;
  const formula = activity.indicator
    ? `Indicador del programa: ${activity.indicator}.`
    : 'El programa no define un indicador para esta actividad.';
  switch (measure.kind) {
    case 'headcount':
      return [
        formula,
        `Plantilla al ${fullDate(beside.cut!)}: ${people(beside.roster!)}.`,
        `Declaradas: ${number(p.declared!)}; acreditadas: ${number(p.accredited!)}.`,
        p.official === null ? 'Sin cifra oficial registrada.' : `Cifra oficial: ${officialWords(p)}.`,
      ];
    case 'series':
      return [formula, `Cumplidas: ${number(p.numerator!)} de ${number(p.denominator!)} programadas.`];
    case 'milestone': {
      const record = p.owed[0]?.record;
      const done = record
        ? `Realizada el ${fullDate(record.occurredOn)} (folio ${record.folio}).`
        : 'Todavía no se registra como realizada.';
      return [formula, done];
    }
    case 'campaign':
      return [formula, `Acciones anotadas: ${number(beside.times ?? 0)}.`];
  }
}

/** An official figure with its source and date. */
export function officialWords({ official, beside: { officialFrom: from } }: Progress): string {
  if (official === null) return 'Sin registrar';
  return from
    ? `${number(official)} (${from.source}, ${shortDate(from.on)}; ${from.evidence.length === 0 ? 'evidencia pendiente' : `evidencia ${join(from.evidence)}`}), que no se suma`
    : number(official);
}

/** What one should know beside the numbers. */
export function notes(p: Progress): string[] {
  const { activity, beside } = p;
  const { measure } = activity;
  const next = p.owed.find((o) => !o.record && o.due.date === p.nextDue);
  const all: (string | false | undefined)[] = [
    ...(measure.kind === 'headcount' ? headcountNotes(p, measure) : []),
    measure.kind === 'series' &&
      measure.confirmed === false &&
      'Las fechas son una propuesta: el Comité no las ha confirmado.',
    !!beside.extraordinary &&
      `Aparte, ${plural(beside.extraordinary, 'sesión extraordinaria', 'sesiones extraordinarias')}.`,
    !!beside.extra &&
      `Hay ${plural(beside.extra, 'registro más', 'registros más')} de lo programado; no se suma.`,
    beside.participants !== undefined &&
      `La meta pide además la participación de todas las personas: ${beside.participants === 1 ? 'ha' : 'han'} donado ${people(beside.participants)} de ${number(beside.roster!)}.`,
    beside.totals && beside.totals.size > 0 && `${totals(beside.totals)}.`,
    p.overdue.length > 0 && `Vencido sin cumplir: ${join(p.overdue.map(shortDate))}.`,
    next && `Sigue: ${next.label}, ${fullDate(next.due.date)}. ${sentence(explainDeadline(next.due))}`.trim(),
    activity.remark !== undefined && sentence(activity.remark),
  ];
  return all.filter((n) => typeof n === 'string');
}

function headcountNotes(
  { beside, activity }: Progress,
  measure: Extract<Progress['activity']['measure'], { kind: 'headcount' }>,
): (string | false)[] {
  return [
    `Cada persona cuenta una sola vez; para el indicador cuenta ${
      measure.part === 'accredited' ? 'quien lo acreditó' : 'quien lo declaró o lo acreditó'
    }${measure.partDecided ? '' : ', mientras el Comité no decida otra cosa'}.`,
    !!beside.left &&
      `Además ${beside.left === 1 ? 'participó 1 persona que no estaba' : `participaron ${people(beside.left)} que no estaban`} en la plantilla en esa fecha; no se ${beside.left === 1 ? 'suma' : 'suman'}.`,
    !!beside.afterEnd &&
      `De ellas, ${people(beside.afterEnd)} con fecha posterior al cierre de la actividad (${longDate(activity.end)}).`,
    measure.counts === 'letter.accepted' &&
      'Las cartas firmadas en papel cuentan como acreditadas; los acuses electrónicos, como declarados.',
    measure.formula === 'count' &&
      'El programa no define un denominador; la plantilla se muestra como referencia de la meta.',
  ];
}

function totals(sums: ReadonlyMap<string, number>): string {
  const named = [...sums]
    .filter(([, n]) => n > 0)
    .map(([key, n]) => {
      const [group, what, unit] = key.split('/');
      if (group === 'practice') return `${practiceNames[what as PracticeName]}: ${plural(n, 'vez', 'veces')}`;
      return `${things[what as keyof typeof things]}: ${unit === 'g' ? kilograms(n) : pieces(n)}`;
    });
  return named.length === 0 ? 'Sin cantidades anotadas' : `Anotado: ${join(named)}`;
}

const bar = (p: Progress): Block => ({
  type: 'progress',
  label: `${lights[p.status]} ${p.activity.number}. ${p.activity.title}`,
  percent: p.percent,
  text: `${figure(p)} · ${statusNames[p.status]}`,
});

/** The same under a heading that names the activity. */
const ownBar = (p: Progress): Block => ({
  type: 'progress',
  label: `${lights[p.status]} ${statusNames[p.status]}`,
  percent: p.percent,
  text: figure(p),
});

/** The whole programme, one line an activity. */
export function overview(
  programme: Programme,
  all: readonly Progress[],
  asOf: string,
  roster: number,
  unit: string | null,
  open: string | null = null,
): Message {
  const count = (s: Status) => all.filter((p) => p.status === s).length;
  // All of them, so that the reader's sum is the programme's.
  const says = (['done', 'on-track', 'at-risk', 'late', 'not-started', 'undefined'] as const)
    .filter((s) => count(s) > 0)
    .map(
      (s) =>
        `${count(s)} ${statusNames[s].toLowerCase()}${count(s) > 1 && (s === 'done' || s === 'late') ? 's' : ''}`,
    );
  const summary = `Avance ${unit === null ? `del ${programme.title}` : `de ${unit}`} al ${fullDate(asOf)}: ${says.length === 0 ? 'sin actividades iniciadas' : join(says)}.`;
  return {
    summary,
    blocks: [
      { type: 'heading', text: `Avance al ${fullDate(asOf)}` },
      text(summary),
      ...(open === null ? [] : [text(open)]),
      ...all.map(bar),
      small(
        `Plantilla al ${fullDate(asOf)}: ${people(roster)}. Escribe, por ejemplo, «avance 9» para ver de dónde sale cada cifra.`,
      ),
    ],
  };
}

/** One activity: formula, numerator, denominator, roster date, dates owed. */
export function detail(p: Progress, asOf: string, unit: string | null): Message {
  const { activity } = p;
  const owed = p.owed
    .filter(() => activity.measure.kind === 'series')
    .map((o) =>
      o.record
        ? `${o.label}: cumplida el ${longDate(o.record.occurredOn)} (folio ${o.record.folio})`
        : `${o.label}: ${o.due.date < asOf ? 'venció' : 'vence'} el ${fullDate(o.due.date)}${o.due.provisional ? ' (provisional)' : ''}`,
    );
  const summary = `Actividad ${activity.number}, ${activity.title}${unit === null ? '' : `, ${unit}`}: ${figure(p)}. ${statusNames[p.status]}.`;
  return {
    summary,
    blocks: [
      { type: 'heading', text: `${activity.number}. ${activity.title}` },
      ownBar(p),
      {
        type: 'facts',
        facts: [
          { label: 'Meta', value: activity.target },
          { label: 'Indicador', value: activity.indicator ?? 'No definido en el programa' },
          { label: 'Periodo', value: dateRange(activity.start, activity.end) },
          ...(p.numerator === null ? [] : [{ label: 'Numerador', value: number(p.numerator) }]),
          ...(p.denominator === null ? [] : [{ label: 'Denominador', value: number(p.denominator) }]),
          ...(p.beside.cut
            ? [{ label: 'Plantilla', value: `${people(p.beside.roster!)} al ${fullDate(p.beside.cut)}` }]
            : []),
          ...(p.declared === null
            ? []
            : [
                { label: 'Declaradas', value: number(p.declared) },
                { label: 'Acreditadas', value: number(p.accredited!) },
                { label: 'Cifra oficial', value: officialWords(p) },
              ]),
        ],
      },
      ...(owed.length > 0 ? [{ type: 'list', items: owed } as Block] : []),
      ...notes(p).map(text),
      buttons({
        label: '¿De dónde sale?',
        words: `cifra ${activity.number}${unit === null ? '' : ` "${unit}"`} al ${asOf}`,
      }),
      small(`Cifras al ${fullDate(asOf)}.`),
    ],
  };
}

export const progressTexts = {
  noActivity: (said: string, numbers: readonly number[]): Message =>
    problem(
      `No hay una actividad «${said}» en el programa.`,
      `Las actividades son: ${numbers.join(', ')}. Por ejemplo: avance ${numbers.at(-1)}`,
    ),
  noUnit: (said: string, near: readonly string[]): Message =>
    message(
      `No encuentro la unidad «${said}» en la plantilla.`,
      near.length > 0 ? text(`¿Quisiste decir ${join(near.map((u) => `«${u}»`))}?`) : null,
      small('Escribe el nombre entre comillas, como aparece en la plantilla.'),
    ),
  unitNeedsHeadcount: (activity: number): Message =>
    problem(`La actividad ${activity} no se mide por unidad.`, `Escribe: avance ${activity}`),
  tooSmall: (unit: string): Message =>
    message(
      `«${unit}» tiene menos de cinco personas.`,
      text('Para cuidar la privacidad no se muestran cifras de unidades tan pequeñas.'),
    ),
};
