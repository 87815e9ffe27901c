import type { RoleName } from '../kinds/people.ts';
import type { Person } from '../ports/directory.ts';
import { demoPeople } from './demo-people.ts';
import { facts } from './stint.ts';
import type { CurrentMember, RosterFact } from './types.ts';

/** Units of the sample and how many work there; one has fewer than five, whose figures public views hide. */
export const sampleUnits = {
  'Dirección General': 16,
  'Subdirección Médica': 70,
  'Subdirección Administrativa': 40,
  'Hospital Ejemplo del Norte': 120,
  'Clínica Ejemplo del Sur': 50,
  'Oficina Foránea Ejemplo': 4,
} as const;
type Unit = keyof typeof sampleUnits;

/** People on the sample roster on any day of its year: who leaves is replaced the same day. */
export const sampleSize = 300;

const medical = [
  'Enfermería',
  'Enfermería',
  'Medicina general',
  'Trabajo social',
  'Laboratorio',
  'Vigilancia',
  'Intendencia',
];
const office = [
  'Analista',
  'Auxiliar administrativo',
  'Jefatura de departamento',
  'Archivo',
  'Vigilancia',
  'Intendencia',
];
const positions: Record<Unit, readonly string[]> = {
  'Dirección General': office,
  'Subdirección Médica': medical,
  'Subdirección Administrativa': office,
  'Hospital Ejemplo del Norte': medical,
  'Clínica Ejemplo del Sur': medical,
  'Oficina Foránea Ejemplo': office,
};
/** Most of those who work in these have no e-mail of the institution. */
const withoutDesk = ['Enfermería', 'Vigilancia', 'Intendencia'];

const given =
  'Alejandra Alonso Ariel Beatriz Carmen César Diana Eduardo Fernanda Gabriel Guadalupe Héctor Irene Iván Jimena Joaquín Karla Lorenzo Marisol Martín Natalia Noé Olivia Óscar Paulina Ramón Rocío Saúl Teresa Tomás Valeria Víctor Ximena Yolanda Zacarías'.split(
    ' ',
  );
const second =
  'Arroyo Bosque Cerro Duna Encino Fuente Girasol Huizache Islas Jacaranda Laurel Mezquite Nogal Olmo Palma Río Sahuaro'.split(
    ' ',
  );

export interface Sample {
  readonly people: readonly Person[];
  readonly members: readonly CurrentMember[];
  /** Ordered by date. */
  readonly facts: readonly RosterFact[];
  readonly roles: readonly {
    readonly person: string;
    readonly role: RoleName;
    readonly unit: string | null;
  }[];
}

/**
 * A roster for the demo: clearly synthetic («Ejemplo» is everybody's first surname, addresses end in .invalid), the
 * same for the same year and seed. Six people leave and are replaced between the autumn before and April of `year`,
 * two move to another unit.
 */
export function sampleRoster(year: number, seed = 1): Sample {
  const random = generator(seed);
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const names = shuffled(
    given.flatMap((first) => second.map((last) => `${first} Ejemplo ${last}`)),
    random,
  );
  const seats = Object.entries(sampleUnits).flatMap(([unit, n]) =>
    Array<Unit>(n - inUnit(unit)).fill(unit as Unit),
  );
  const staff = seats.map((unit, i) => {
    const position = pick(positions[unit]);
    return member(i + demoPeople.length, names[i]!, unit, position, hiredBefore(year, random), random());
  });
  const demo = demoPeople.map(({ name, email, unit, position }, i) => ({
    ...member(i, name, unit, position, `${year - 4}-01-16`, 1),
    email,
  }));
  const base = [...demo, ...staff];

  const leavers = shuffled(
    staff.filter(({ unit }) => sampleUnits[unit] > 20),
    random,
  );
  const turnover = replacementDays(year).map((on, i) => {
    const before = leavers[i]!;
    const name = names[staff.length + i]!;
    return { before, after: member(base.length + i, name, before.unit, before.position, on, random()), on };
  });
  const moves = leavers.slice(turnover.length, turnover.length + 2).map((who) => ({
    who,
    to:
      who.unit === 'Clínica Ejemplo del Sur'
        ? ('Hospital Ejemplo del Norte' as const)
        : ('Clínica Ejemplo del Sur' as const),
    on: `${year}-03-16`,
  }));

  const everybody = [...base, ...turnover.map((t) => t.after)];
  const people = everybody.map(({ id, number, name, email, position }) => ({
    id,
    number,
    name,
    email,
    position,
  }));
  const members = everybody.map(({ id, unit, joinedOn }, i) => ({
    person: people[i]!,
    unit: moves.find((m) => m.who.id === id)?.to ?? unit,
    joinedOn,
    leftOn: turnover.find((t) => t.before.id === id)?.on ?? null,
  }));
  const history = [
    ...everybody.flatMap(({ id, unit, joinedOn }) => facts(id, unit, [{ kind: 'joined', on: joinedOn }])),
    ...turnover.flatMap(({ before, on }) => facts(before.id, before.unit, [{ kind: 'left', on }])),
    ...moves.flatMap(({ who, to, on }) => facts(who.id, to, [{ kind: 'moved', on }])),
  ].sort((a, b) => a.on.localeCompare(b.on));
  const roles = demoPeople.flatMap(({ role, unit }, i) =>
    role === null ? [] : [{ person: demo[i]!.id, role, unit: role === 'unit-lead' ? unit : null }],
  );
  return { people, members, facts: history, roles };
}

function inUnit(unit: string): number {
  return demoPeople.filter((person) => person.unit === unit).length;
}

function member(i: number, name: string, unit: Unit, position: string, joinedOn: string, luck: number) {
  const address = fold(name).replaceAll(' ', '.');
  const email = withoutDesk.includes(position) && luck < 0.7 ? null : `${address}@ejemplo.invalid`;
  const number = String(101 + i * 7).padStart(5, '0');
  return { id: `sample-${String(i + 1).padStart(3, '0')}`, number, name, email, position, unit, joinedOn };
}

const fold = (text: string): string => text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

function hiredBefore(year: number, random: () => number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  const within = (n: number) => Math.floor(random() * n);
  return `${year - 1 - within(25)}-${two(1 + within(8))}-${random() < 0.5 ? '01' : '16'}`;
}

function replacementDays(year: number): string[] {
  return [
    `${year - 1}-10-16`,
    `${year - 1}-12-01`,
    `${year}-01-16`,
    `${year}-02-16`,
    `${year}-03-01`,
    `${year}-04-16`,
  ];
}

/** Mulberry32: even enough for samples, and the same everywhere. */
function generator(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

function shuffled<T>(list: readonly T[], random: () => number): T[] {
  return list
    .map((item) => ({ item, at: random() }))
    .sort((a, b) => a.at - b.at)
    .map(({ item }) => item);
}
