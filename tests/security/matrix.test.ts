import { afterAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/activities/index.ts';
import type { Command } from '../../src/ask.ts';
import { fold } from '../../src/input/words.ts';
import { helpLines } from '../../src/texts/help.ts';
import type { Level } from '../../src/who.ts';
import { long } from '../faults/rounds.ts';
import { cast, fact, given, office, roster, type Scene, scene, units } from '../rules/support.ts';
import { mail } from '../support/bot.ts';
import { type Platform, type Profile, slackBefore, teamsBefore, type Way, ways } from './platforms.ts';

/** Everybody who may ask something: account, employee number whose e-mail it has, and what they may. */
interface Role {
  readonly who: string;
  readonly user: string;
  readonly email: string | null;
  readonly levels: readonly Level[];
  readonly slack?: Profile['slack'];
  readonly teams?: Profile['teams'];
  /** Nobody answers them at all on this platform. */
  readonly silent?: 'teams';
}

const former = { member: '00021', secretary: '00022', lead: '00023', liaison: '00024', leftMember: '00025' };
const people = [
  ...roster,
  ...[former.member, former.secretary, former.lead, former.liaison].map((number) => ({
    number,
    unit: units.big,
  })),
  // A member who left the institution, in office still: nobody ended it.
  { number: former.leftMember, unit: units.big, left: '2024-04-15' },
  { number: '00026', unit: units.big, email: 'compartido@ejemplo.invalid' },
  { number: '00027', unit: units.big, email: 'compartido@ejemplo.invalid' },
];
const secretary = mail(cast.secretary);
const employee: readonly Level[] = ['anyone', 'employee'];
const role = (who: string, number: string, levels: readonly Level[], more: Partial<Role> = {}): Role => ({
  who,
  user: `U${number}`,
  email: mail(number),
  levels,
  ...more,
});
const outsider = (who: string, n: number, more: Partial<Role>): Role => ({
  who,
  user: `UX${n}`,
  // Of all e-mails the most powerful one.
  email: secretary,
  levels: ['anyone'],
  ...more,
});

const roles: readonly Role[] = [
  role('employee', cast.employee, employee),
  role('unit lead', cast.lead, [...employee, 'lead']),
  role('liaison', cast.liaison, [...employee, 'liaison']),
  role('member', cast.member, [...employee, 'committee']),
  role('president', cast.president, [...employee, 'committee']),
  role('secretary', cast.secretary, [...employee, 'committee', 'secretary']),
  role('somebody not on the plantilla', cast.nobody, ['anyone']),
  role('leaver, account bound', cast.leaver, ['anyone']),
  role('joiner of July', cast.joiner, ['anyone']),
  role('member whose office ended', former.member, employee),
  role('secretary whose office ended', former.secretary, employee),
  role('unit lead whose office ended', former.lead, employee),
  role('liaison whose office ended', former.liaison, employee),
  role('member in office who left the plantilla', former.leftMember, ['anyone']),
  role('two people with one e-mail', '00026', ['anyone'], { email: 'compartido@ejemplo.invalid' }),
  role('an account without e-mail', '00090', ['anyone'], { email: null }),
  outsider('guest with the secretary’s e-mail', 1, {
    slack: { is_restricted: true },
    teams: { userRole: 'guest' },
  }),
  outsider('guest of one channel', 2, {
    slack: { is_ultra_restricted: true },
    teams: { userPrincipalName: `p00006_otra.mx#EXT#@inst.onmicrosoft.com` },
  }),
  outsider('another workspace or tenant', 3, {
    slack: { team_id: 'T9', is_stranger: true },
    teams: { tenantId: 't9' },
  }),
  outsider('a deactivated account', 4, { slack: { deleted: true }, teams: { userRole: 'guest' } }),
  outsider('a bot with the secretary’s e-mail', 5, {
    slack: { is_bot: true },
    user: '28:otro',
    silent: 'teams',
  }),
  outsider('an e-mail that nobody confirmed', 6, {
    slack: { is_email_confirmed: false },
    teams: { userRole: 'guest' },
  }),
];

const profiles = new Map<string, Profile>(roles.map((r) => [r.user, r]));

/** What only some may within a command that more may call. */
const secretaryOnly = [
  'comite alta 00001 vocal',
  'comite alta 00001 secretaria',
  'comite alta 00001 responsable "Archivo"',
  'comite baja 00005 vocal',
  'comite baja 00006 secretaria',
  'comite ratificar 2024-04-26',
  'comite reemplazar 00005 00001 vocal',
  'cifras denuncias registrar',
  'cifras denuncias trimestral 1 recibidas 3 en proceso 1 concluidas 2',
  'tarjeta a todos si',
  'tarjeta a todos no',
  'carta confirmar',
  'programa parte 9 acreditadas',
  'programa nuevo 2025',
  'programa aprobar 2025 sesion 2024-05-03',
  'programa destinatario 2024-09-13 "Nombre" "Cargo" "Dependencia"',
  'programa documento codigo-etica https://ejemplo.invalid/codigo.pdf',
  'dias-inhabiles agregar 2024-11-01 "Nombre del día" estatal',
  'dias-inhabiles quitar 2024-07-17',
  'dias-inhabiles confirmar',
  'dias-inhabiles confirmar vacaciones no',
  'tablero auditoria 30 dias',
];
/** What buttons and forms carry beside the examples of help. */
const carried = [
  'actividad 8 realizada',
  'acuerdo nuevo',
  'acuerdo 2024-ACU-000001 cumplido',
  'acuerdo 1 prorroga 2024-07-01',
  'acreditar no 2024-CAP-000001',
  'cancelar 2024-SES-000001 motivo',
  'curso abiertos',
  'entrega',
  'evidencia recibidos lote',
  'evidencia descartar lote',
  'evidencia quitar 1',
  'hoja 1 todos',
  'informe',
  'pendientes 9 pagina 2',
  'programa actividades',
  'programa fechas 2024',
  'programa tarjetas',
  'programa documentos',
  'programa textos',
  'dias-inhabiles tabla',
  'recordar 9 confirmar nonce1234',
  'reenviar 1',
  'registrar 00002 tapitas 2 kg',
  'registrar 00002 carta',
  'sesion celebrada 2024-05-03',
  'sesion convocar 2024-06-28 enviar',
  'sesion asistencia 2024-05-03 00005',
  'sesion planear',
  'tarjeta cambiar 2024-07',
  'tarjeta pausar 2024-07',
  'tarjeta reanudar 2024-07',
  'tarjeta envios',
  'tarjeta reenviar',
  'canal comite',
];

interface Saying {
  readonly words: string;
  readonly may: readonly Level[];
}

const commandOf = (said: string): Command => {
  const [first = '', second = ''] = fold(said).split(' ');
  const found = commands.find(
    (c) => c.words.includes(first) && (!c.followedBy || c.followedBy.includes(second)),
  );
  if (!found) throw new Error(`no command: ${said}`);
  return found;
};
const mayOf = (c: Command): readonly Level[] => [c.may, ...(c.also ?? [])];

/** Every command by each of its words, every example of help, every button: generated from the list of commands. */
const sayings: readonly Saying[] = [
  ...commands
    .filter((c) => !c.demo)
    .flatMap((c) => [
      ...c.words.map((word) => [word, ...(c.followedBy?.slice(0, 1) ?? [])].join(' ')),
      ...(helpLines[c.words[0]!]?.examples ?? []),
    ]),
  ...carried,
]
  .map((words) => ({ words, may: mayOf(commandOf(words)) }))
  .filter(
    ({ words }) =>
      !secretaryOnly.some((s) => fold(words).startsWith(fold(s).split(' ').slice(0, 2).join(' '))),
  )
  .concat(secretaryOnly.map((words) => ({ words, may: ['secretary' as const] })));

const unique = [...new Map(sayings.map((s) => [s.words, s])).values()];

/** Sayings of one command with the same rule of who may. */
const groupOf = (s: Saying): string => `${commandOf(s.words).words[0]}/${s.may}`;
const groups: readonly (readonly Saying[])[] = [...new Set(unique.map(groupOf))].map((group) =>
  unique.filter((s) => groupOf(s) === group),
);

/** What is tried as a role: everything in every way, or in short one saying of each command, another for each role. */
const triesAs = (nth: number): readonly (readonly [Saying, Way])[] =>
  long
    ? unique.flatMap((s) => ways.map((way) => [s, way] as const))
    : groups.map((g, i) => [g[(nth + i) % g.length]!, ways[(nth + i) % ways.length]!] as const);

/** A world in which everybody was active and held what they hold, their accounts bound, and then time went on. */
async function worldOn(name: 'slack' | 'teams'): Promise<{ s: Scene; platform: Platform }> {
  const s = await scene({ at: '2024-02-01T17:00:00Z', platform: name, roster: people, demo: false });
  await given(
    s,
    office(former.member, 'member'),
    office(former.secretary, 'secretary'),
    office(former.lead, 'unit-lead', units.big),
    office(former.liaison, 'liaison'),
    office(former.leftMember, 'member'),
  );
  const platform = name === 'slack' ? await slackBefore(s.bot, profiles) : await teamsBefore(s.bot, profiles);
  // Buttons of last year are only words: they were bound, pressed and kept then.
  for (const r of roles) await platform.ask(r.user, 'written', 'ayuda');
  const ended = (
    number: string,
    kind: 'member' | 'secretary' | 'liaison' | 'unit-lead',
    unit: string | null = null,
  ) => fact('role.ended', '2024-04-01', { role: kind, unit }, { subject: `id-${number}` });
  await given(
    s,
    ended(former.member, 'member'),
    ended(former.secretary, 'secretary'),
    ended(former.liaison, 'liaison'),
    ended(former.lead, 'unit-lead', units.big),
  );
  s.at('2024-05-09T17:00:00Z');
  return { s, platform };
}

const refused = / es para (las|la) |No te encuentro en la plantilla/;
const fields = {
  number: '00001',
  role: 'secretary',
  date: '2024-05-03',
  note: 'x',
  value: 'x',
  sentence: 'x',
  target: '9',
  type: 'ordinaria',
};

describe.each(['slack', 'teams'] as const)('%s', (name) => {
  const tried = { denied: 0, allowed: 0, recorded: 0 };
  afterAll(() =>
    console.log(
      `${name}: ${roles.length} roles x ${unique.length} sayings (${commands.length} commands): ${tried.denied} denied tries, ${tried.recorded} records among them, ${tried.allowed} allowed ones`,
    ),
  );

  it('whoever may not is refused and nothing is recorded, however it is asked', async () => {
    const { s, platform } = await worldOn(name);
    const wrong: string[] = [];
    for (const [nth, r] of roles.entries()) {
      for (const [{ words, may }, way] of triesAs(nth)) {
        if (may.some((level) => r.levels.includes(level))) continue;
        const before = s.bot.journal.view().head.seq;
        const answer = await platform.ask(r.user, way, words, fields);
        const facts = (await entriesAfter(s, before)).filter((kind) => kind !== 'membership.requested');
        tried.denied += 1;
        tried.recorded += facts.length;
        if (facts.length > 0) wrong.push(`${r.who}: «${words}» ${way} recorded ${facts}`);
        if (r.silent === name ? spoke(answer) : !refused.test(answer))
          wrong.push(`${r.who}: «${words}» ${way} was answered ${answer.slice(0, 300)}`);
      }
    }
    await platform.close();
    expect(wrong).toEqual([]);
    expect(tried.denied).toBeGreaterThan(roles.length * 15);
  }, 600_000);

  it('whoever may is answered', async () => {
    const wrong: string[] = [];
    for (const [nth, r] of roles.slice(0, 6).entries()) {
      const { s, platform } = await worldOn(name);
      for (const [{ words, may }, way] of triesAs(nth)) {
        if (!may.some((level) => r.levels.includes(level))) continue;
        // Gives the own office away.
        if (/^comite baja 00006/.test(words)) continue;
        // An empty form says something else than its words: what it asks for has its own rule.
        const answer = await platform.ask(r.user, way === 'submitted' ? 'pressed' : way, words);
        tried.allowed += 1;
        if (refused.test(answer) || !/^200 /.test(answer) || answer.length < 20 || /Algo falló/.test(answer))
          wrong.push(`${r.who}: «${words}» was answered ${answer.slice(0, 300)}`);
      }
      expect(s.bot.journal.whole()).toBe(true);
      await platform.close();
    }
    expect(wrong).toEqual([]);
  }, 600_000);
});

async function entriesAfter(s: Scene, seq: number): Promise<string[]> {
  const kinds: string[] = [];
  for await (const entry of s.ledger.read('isssteson', seq + 1)) kinds.push(entry.kind);
  return kinds;
}

/** A message of nobody's is taken and an action of nobody's is none, without a word. */
const spoke = (answer: string): boolean => !/^(200|501)$/.test(answer.trim());
