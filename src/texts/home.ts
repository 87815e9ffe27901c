import type { Block, Choice, Message } from '../message.ts';
import type { Status } from '../owed.ts';
import type { Programme } from '../programme/schema.ts';
import { buttons, small, text } from './common.ts';
import { fullDate, join, longDate, number, plural } from './format.ts';
import { lights } from './progress.ts';

/** Something that is asked of a person: done, or until when. */
export interface OwnItem {
  readonly title: string;
  /** When, and its folio; null while it is missing. */
  readonly done: string | null;
  /** Until when it can be done, and how many days are left. */
  readonly until: { readonly on: string; readonly left: number };
  /** Words that do it; null while nobody can. */
  readonly words: string | null;
  readonly label: string;
}

export interface Home {
  readonly name: string | null;
  readonly today: string;
  readonly time: string;
  readonly programme: Programme;
  /** What is asked of everybody; null for somebody who is not on the roster. */
  readonly own: { readonly items: readonly OwnItem[]; readonly records: readonly string[] } | null;
  /** Units of which this person keeps track, with what is missing there. */
  readonly units: readonly {
    readonly unit: string;
    readonly lacking: readonly { readonly activity: string; readonly missing: number; readonly of: number }[];
  }[];
  readonly committee: {
    readonly headline: string;
    readonly picture: Block;
    readonly concerns: readonly {
      readonly number: number;
      readonly title: string;
      readonly status: Status;
      readonly why: string;
      /** Whether those who are missing can be reminded. */
      readonly remind: boolean;
    }[];
    /** How many more there are of these. */
    readonly more: number;
    readonly board: boolean;
  } | null;
  readonly next: readonly {
    readonly day: string;
    readonly when: string;
    readonly what: string;
    readonly why: string | null;
  }[];
}

const strong = (words: string): Block => ({ type: 'text', text: words, strong: true });
const list = (items: readonly string[]): Block => ({ type: 'list', items });

const days = (left: number): string => (left === 0 ? 'hoy' : `en ${plural(left, 'día', 'días')}`);

function itemLine({ title, done, until: { on, left } }: OwnItem): string {
  if (done !== null) return `✅ ${title}: ${done}`;
  return left < 0
    ? `⬜ ${title}: cerró el ${longDate(on)}; si participaste, todavía puedes anotarlo`
    : `⬜ ${title}: hasta el ${longDate(on)} (${days(left)})`;
}

/** What of somebody's is missing and can be done. */
const doableOf = (items: readonly OwnItem[]) => items.filter((i) => i.done === null && i.words !== null);

/** The same in one sentence. */
function state(items: readonly OwnItem[]): string {
  const missing = doableOf(items);
  if (missing.length === 0) return 'Tienes todo al corriente.';
  return `Te ${missing.length === 1 ? 'falta 1 cosa' : `faltan ${missing.length} cosas`}: ${join(missing.map((i) => i.title.toLowerCase()))}.`;
}

const lastBlocks = (records: readonly string[]): Block[] =>
  records.length === 0 ? [] : [strong('Lo último que registraste'), list(records)];

function ownBlocks({ items, records }: NonNullable<Home['own']>, { year }: Programme): Block[] {
  const did = items.filter((i) => i.done !== null).length;
  return [
    ...(items.length === 0
      ? []
      : [
          {
            type: 'progress' as const,
            label: `Tu avance ${year}`,
            percent: Math.round((did / items.length) * 100),
            text: `${did} de ${items.length}`,
          },
          list(items.map(itemLine)),
        ]),
    buttons(
      ...doableOf(items).map((i): Choice => ({ label: i.label, words: i.words!, style: 'primary' })),
      { label: 'Anotar tapitas', words: 'tapitas' },
      { label: 'Práctica ambiental', words: 'practica' },
    ),
    ...lastBlocks(records),
  ];
}

function unitBlocks(units: Home['units']): Block[] {
  if (units.length === 0) return [];
  return [
    strong(units.length === 1 ? 'Tu unidad' : 'Tus unidades'),
    list(
      units.flatMap(({ unit, lacking }) =>
        lacking.map(
          ({ activity, missing, of }) =>
            `${unit}, ${activity}: ${missing === 0 ? 'nadie falta' : `${missing === 1 ? 'falta' : 'faltan'} ${number(missing)} de ${number(of)}`}`,
        ),
      ),
    ),
    buttons({ label: 'Quién falta', words: 'pendientes' }, { label: 'Imprimir hoja', words: 'hoja' }),
  ];
}

function committeeBlocks({
  headline,
  picture,
  concerns,
  more,
  board,
}: NonNullable<Home['committee']>): Block[] {
  return [
    strong(headline),
    picture,
    ...(concerns.length === 0
      ? []
      : [
          list([
            ...concerns.map((c) => `${lights[c.status]} ${c.number}. ${c.title}: ${c.why}`),
            ...(more === 0 ? [] : [`Y ${number(more)} más en «avance».`]),
          ]),
        ]),
    buttons(
      ...(board ? [{ label: 'Abrir el tablero', words: 'tablero', style: 'primary' as const }] : []),
      ...concerns.map((c) =>
        c.remind
          ? { label: `Recordar la ${c.number}`, words: `recordar ${c.number}` }
          : { label: `Ver la ${c.number}`, words: `avance ${c.number}` },
      ),
      { label: 'Quién falta', words: 'pendientes' },
      { label: 'Acuerdos', words: 'acuerdos' },
    ),
  ];
}

/** A person's own page: what is missing, what comes next, what to press. */
export function home(h: Home): Message {
  const { programme, own, committee } = h;
  const first = own ? state(own.items) : (committee?.headline ?? programme.title);
  return {
    summary: first,
    blocks: [
      { type: 'heading', text: h.name ?? programme.title },
      text(first),
      ...(own ? ownBlocks(own, programme) : []),
      ...unitBlocks(h.units),
      ...(committee ? committeeBlocks(committee) : []),
      ...(h.next.length === 0
        ? []
        : [
            strong('Lo que sigue'),
            list(h.next.map((n) => `${n.day} (${n.when}): ${n.what}.${n.why === null ? '' : ` ${n.why}`}`)),
          ]),
      buttons(
        ...(committee ? [] : [{ label: 'Avance del programa', words: 'avance' }]),
        { label: 'Calendario', words: 'calendario' },
        { label: 'Códigos', words: 'codigos' },
        { label: 'Denuncia', words: 'denuncia' },
        { label: 'Mis datos', words: 'mis datos' },
        { label: 'Ayuda', words: 'ayuda' },
      ),
      small(`Al ${fullDate(h.today)}, ${h.time}. Para verlo otra vez, al día: inicio`),
      ...(own ? [small(programme.privacyNotice.text)] : []),
    ],
  };
}

/** One's own checklist: what is done, what is missing, with buttons to do it. */
export const checklist = {
  show: (
    name: string,
    programme: Programme,
    items: readonly OwnItem[],
    donated: string,
    records: readonly string[],
  ): Message => {
    const summary = state(items);
    return {
      summary,
      blocks: [
        { type: 'heading', text: `Mi avance ${programme.year}` },
        text(`${name}: ${summary[0]!.toLowerCase()}${summary.slice(1)}`),
        {
          type: 'list',
          items: items.map(
            (i) => `${i.done === null ? '⬜' : '✅'} ${i.title}${i.done === null ? '' : `: ${i.done}`}`,
          ),
        },
        text(donated),
        ...lastBlocks(records),
        buttons(
          ...doableOf(items).map((i): Choice => ({ label: i.label, words: i.words!, style: 'primary' })),
          { label: 'Anotar tapitas', words: 'tapitas' },
          { label: 'Práctica ambiental', words: 'practica' },
          { label: 'Avance del programa', words: 'avance' },
          { label: 'Ayuda', words: 'ayuda' },
        ),
        small(programme.privacyNotice.text),
      ],
    };
  },
  training: 'Capacitación',
  letter: 'Carta compromiso',
  evaluation: 'Evaluación anual',
  times: (n: number, folio: string): string => `${plural(n, 'curso', 'cursos')}, último folio ${folio}`,
  folio: (on: string, folio: string): string => `${longDate(on)}, folio ${folio}`,
  notYet: 'el Comité todavía no confirma el texto',
  labels: {
    training: 'Confirmar capacitación',
    letter: 'Leer la carta',
    evaluation: 'Ya participé en la evaluación',
  },
  donated: (n: number): string =>
    n === 0
      ? 'Todavía no has anotado donativos este año.'
      : `Has anotado ${plural(n, 'donativo', 'donativos')} este año. ¡Gracias!`,
};
