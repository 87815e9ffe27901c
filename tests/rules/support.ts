import type { Draft, Entry } from '../../src/entry.ts';
import type { RoleName } from '../../src/kinds/people.ts';
import type { Block, Message } from '../../src/message.ts';
import type { Reply } from '../../src/request.ts';
import { type Somebody, type World, type WorldOptions, world } from '../support/bot.ts';
import { all } from '../support/drafts.ts';

/** Who plays in the examples, by employee number. */
export const cast = {
  employee: '00001',
  colleague: '00002',
  lead: '00003',
  liaison: '00004',
  member: '00005',
  secretary: '00006',
  president: '00007',
  /** Left on 1 March 2024. */
  leaver: '00008',
  /** Joins on 1 July 2024. */
  joiner: '00009',
  /** Alone in a unit of her own. */
  alone: '00010',
  /** Not on the roster at all. */
  nobody: '99999',
} as const;

export const units = { big: 'Subdirección Médica', small: 'Archivo' } as const;

export const roster: readonly Somebody[] = [
  ...[cast.employee, cast.colleague, cast.lead, cast.liaison, cast.member, cast.secretary].map((number) => ({
    number,
    unit: units.big,
  })),
  { number: cast.president, unit: units.big },
  { number: cast.leaver, unit: units.big, left: '2024-03-01' },
  { number: cast.joiner, unit: units.big, joined: '2024-07-01' },
  { number: cast.alone, unit: units.small },
];

const offices: readonly [number: string, role: RoleName, unit: string | null][] = [
  [cast.lead, 'unit-lead', units.big],
  [cast.liaison, 'liaison', null],
  [cast.member, 'member', null],
  [cast.secretary, 'secretary', null],
  [cast.president, 'president', null],
];

export interface Scene extends World {
  /** What the requests recorded, in order: neither roster nor offices nor programme. */
  facts(): Promise<Entry[]>;
}

/** A bot with the cast in office (`offices: false` leaves the offices empty). */
export async function scene(options: WorldOptions & { readonly offices?: boolean } = {}): Promise<Scene> {
  const made = await world({ roster, ...options });
  if (options.offices !== false)
    await given(made, ...offices.map(([number, role, unit]) => office(number, role, unit)));
  const from = made.bot.journal.view().head.seq + 1;
  const committee = (options.programme ?? { committee: { id: 'isssteson' } }).committee.id;
  return Object.assign(made, { facts: () => all(made.ledger.read(committee, from)) });
}

/** Facts that are there before the request. */
export const given = ({ bot }: Pick<World, 'bot'>, ...drafts: readonly Draft[]): Promise<null> =>
  bot.journal.submit(() => ({ drafts, value: null }));

/** A fact in few words; its key is made up where none is given. */
export function fact(
  kind: Draft['kind'],
  occurredOn: string,
  body: Draft['body'],
  more: Partial<Draft> = {},
): Draft {
  const key = `given/${kind}/${occurredOn}/${more.subject ?? ''}/${more.folio ?? ''}/${JSON.stringify(body)}`;
  return { kind, key, folio: null, subject: null, actor: 'cli', platform: 'cli', occurredOn, body, ...more };
}

export const office = (
  number: string,
  role: RoleName,
  unit: string | null = null,
  from = '2024-01-01',
): Draft => fact('role.granted', from, { role, unit }, { subject: `id-${number}` });

/** Everything that a reply says, its buttons' labels and its form included, a line each. */
export function words({ message, fieldErrors = {} }: Reply): string {
  return [message.summary, ...message.blocks.flatMap(blockWords), ...Object.values(fieldErrors)].join('\n');
}

function blockWords(block: Block): string[] {
  switch (block.type) {
    case 'facts':
      return block.facts.map((f) => `${f.label}: ${f.value}`);
    case 'list':
      return [...block.items];
    case 'progress':
      return [`${block.label}: ${block.text}`];
    case 'links':
      return block.links.map((l) => `${l.label}: ${l.url}`);
    case 'choices':
      return block.choices.map((c) => `[${c.label}]`);
    case 'form':
      return [block.form.title, block.form.intro ?? '', ...block.form.fields.map((f) => f.label)];
    case 'drawing':
    case 'image':
      return [block.alt];
    default:
      return [block.text];
  }
}

/** The buttons of a message. */
export const choices = (message: Message) =>
  message.blocks.flatMap((b) => (b.type === 'choices' ? b.choices : []));

/** The button with that label, to be pressed. */
export function button(reply: Reply, label: string) {
  const found = choices(reply.message).find((c) => c.label === label);
  if (!found) throw new Error(`no button «${label}» in: ${words(reply)}`);
  return found;
}

/** Presses a button of a reply as somebody. */
export function press(scene: Scene, number: string, reply: Reply, label: string): Promise<Reply> {
  const { words: said, nonce } = button(reply, label);
  return scene.ask(number, said, nonce === undefined ? {} : { nonce });
}

/** Kind, folio, subject, date and body of facts, for comparing. */
export const gist = (entries: readonly Entry[]) =>
  entries.map(({ kind, folio, subject, occurredOn, body }) => ({ kind, folio, subject, occurredOn, body }));

/** The person's id in tests. */
export const id = (number: string): string => `id-${number}`;
