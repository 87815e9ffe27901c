import fc from 'fast-check';
import { createRouter, type Router, type Served } from '../../src/committees/router.ts';
import type { Entry } from '../../src/entry.ts';
import { type Somebody, shipped, type World, world } from '../support/bot.ts';

export type Platform = 'slack' | 'teams';

/** Committees of a test: `a` has a workspace for itself, `b` and `c` share one. */
export const ids = ['comite-a', 'comite-b', 'comite-c'] as const;
export type Id = (typeof ids)[number];

export const homeOf: Readonly<Record<Id, string>> = { 'comite-a': 'TA', 'comite-b': 'TB', 'comite-c': 'TB' };

/** What only this committee's answers may say. */
export const markOf = (id: Id): string => `INSTITUTO-${id.at(-1)!.toUpperCase()}`;

/** Numbers, ids of accounts and the first part of e-mails are the same everywhere. */
const rosterOf = (id: Id): Somebody[] => [
  { number: '01', name: `Uno de ${markOf(id)}`, email: `uno@${id}.mx` },
  ...(id === 'comite-a' ? [] : [{ number: '02', name: `Dos de ${markOf(id)}`, email: 'dos@ambos.mx' }]),
];

export const emailsOf: Readonly<Record<string, string>> = {
  'TA/U1': 'uno@comite-a.mx',
  'TB/U1': 'uno@comite-b.mx',
  'TB/U2': 'uno@comite-c.mx',
  'TB/U3': 'dos@ambos.mx',
  'TB/U4': 'nadie@ambos.mx',
};

/** Something that somebody asks, and of which committee. */
export interface Step {
  readonly home: string;
  readonly user: string;
  /** As it is sent: the person on two rosters presses buttons, which name their committee. */
  readonly sent: string;
  readonly words: string;
  /** Null where nobody may answer. */
  readonly of: Id | null;
}

const words = fc.constantFrom(
  'tapitas 1 kg',
  'tapitas 2.5 kg',
  'donar ropa 3 piezas',
  'capacitacion "Ética pública" 2024-05-07 4h',
  'practica papel',
  'evaluacion',
  'mi avance',
  'avance',
  'ayuda',
  'mis datos',
  'cancelar 2024-DON-000001',
  'registrar 01 practica agua',
  'palabras que nadie entiende',
);

const asker = fc.constantFrom<Pick<Step, 'home' | 'user' | 'of'>>(
  { home: 'TA', user: 'U1', of: 'comite-a' },
  { home: 'TB', user: 'U1', of: 'comite-b' },
  { home: 'TB', user: 'U2', of: 'comite-c' },
  { home: 'TB', user: 'U3', of: 'comite-b' },
  { home: 'TB', user: 'U3', of: 'comite-c' },
  { home: 'TB', user: 'U4', of: null },
);

export const steps = fc.array(fc.tuple(asker, words), { minLength: 1, maxLength: 25 }).map((all) =>
  all.map(
    ([who, said]): Step => ({
      ...who,
      words: said,
      sent: who.user === 'U3' ? `@${who.of} ${said}` : said,
    }),
  ),
);

export interface Several {
  readonly worlds: ReadonlyMap<Id, World>;
  readonly router: Router;
}

/** The bot of one committee, as if it were alone. */
export async function oneCommittee(id: Id, platform: Platform): Promise<World> {
  const programme = shipped();
  Object.assign(programme.committee, {
    id,
    shortName: markOf(id),
    institution: markOf(id),
    name: markOf(id),
  });
  return world({ programme, platform, roster: rosterOf(id), channels: false, demo: false });
}

/** The bots of all committees behind one router. */
export async function severalCommittees(platform: Platform): Promise<Several> {
  const worlds = new Map<Id, World>();
  for (const id of ids) worlds.set(id, await oneCommittee(id, platform));
  const served = [...worlds].map(
    ([id, { bot, now }]): Served => ({
      ...{ id, bot, now, admins: [] },
      name: markOf(id),
      homes: { slack: [homeOf[id]], teams: [homeOf[id]] },
    }),
  );
  return { worlds, router: createRouter(served) };
}

/** All that a committee keeps of what it was told. */
export async function keptOf({ bot, directory, programme }: World): Promise<object> {
  const { id } = programme.committee;
  const entries: Entry[] = [];
  for await (const entry of bot.entries()) entries.push(entry);
  return {
    entries,
    accounts: await directory.accounts(id),
    people: await directory.people(id),
    texts: await directory.texts(id),
  };
}
