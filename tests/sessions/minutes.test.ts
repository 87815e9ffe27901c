import { beforeEach, describe, expect, it } from 'vitest';
import { invitation } from '../../src/sessions/invitation.ts';
import { minutesData } from '../../src/sessions/minutes.ts';
import { quorumOf } from '../../src/sessions/quorum.ts';
import { cast, given, id, office, type Scene, scene } from '../rules/support.ts';
import { shipped } from '../support/bot.ts';

const programme = shipped();

describe('the data of draft minutes', () => {
  let s: Scene;
  beforeEach(async () => {
    s = await scene({ at: '2024-06-28T20:00:00Z' });
  });
  const ask = (said: string) => s.ask(cast.secretary, said);
  const data = (date: string, extraordinary: boolean | null = null) =>
    minutesData(
      s.bot.journal.view(),
      programme,
      s.bot.people.people(),
      s.bot.people.textOf,
      date,
      extraordinary,
    );

  it('hold session, agenda, attendance with offices, quorum and agreements', async () => {
    await ask('sesion celebrada 2024-04-26');
    await ask('acuerdo nuevo "Difundir el Código"');
    await ask('comite alta 00002 suplente de 00005 2024-02-01');
    await ask('sesion planear segunda 2024-06-28 10:00 "Sala de juntas"');
    await ask('sesion asistencia 2024-06-28 00006 00002 00007 00001');
    await ask('sesion celebrada 2024-06-28');
    await ask('acuerdo nuevo "Comprar cajas para tapitas" responsable 00001 2024-07-15');
    const made = data('2024-06-28')!;
    expect(made.session).toMatchObject({
      label: 'Segunda sesión ordinaria',
      date: '2024-06-28',
      time: '10:00',
      record: { folio: '2024-SES-000002' },
    });
    expect(made.place).toBe('Sala de juntas');
    expect(made.agenda.map((i) => i.kind)).toEqual(
      expect.arrayContaining(['attendance', 'ratify', 'agreement', 'overdue', 'closing']),
    );
    expect(made.agenda.filter((i) => i.kind === 'agreement')).toHaveLength(1);
    expect(made.attendance!.map((a) => [a.name, a.role, a.standsFor, a.present])).toEqual([
      ['Persona 00007', 'president', null, true],
      ['Persona 00006', 'secretary', null, true],
      ['Persona 00005', 'member', null, false],
      ['Persona 00002', 'substitute', 'Persona 00005', true],
      ['Persona 00001', null, null, true],
    ]);
    expect(made.quorum).toMatchObject({ needed: 2, counted: 3, met: true });
    expect(made.agreements).toMatchObject([
      {
        number: 2,
        words: 'Comprar cajas para tapitas',
        ownerName: 'Persona 00001',
        due: '2024-07-15',
        done: null,
      },
    ]);
  });

  it('are null for a day without a session, and without attendance say so', async () => {
    expect(data('2024-06-27')).toBeNull();
    expect(data('2024-06-28', true)).toBeNull();
    expect(data('2024-06-28')).toMatchObject({ attendance: null, quorum: null, agreements: [] });
  });

  it('half plus one: 1 of 1, 2 of 2 and 3, 3 of 4 and 5; of nobody never', async () => {
    const empty = await scene({ offices: false });
    const of = (present: string[]) =>
      quorumOf(empty.bot.journal.view(), programme, '2024-06-28', present.map(id));
    expect(of(['00001'])).toMatchObject({ met: false, seats: [] });
    const needed: number[] = [];
    for (const number of ['00001', '00002', '00003', '00004', '00005']) {
      await given(empty, office(number, 'member'));
      needed.push(of([]).needed);
    }
    expect(needed).toEqual([1, 2, 2, 3, 3]);
    expect([of(['00001', '00002']).met, of(['00001', '00002', '00003']).met]).toEqual([false, true]);
  });
});

describe('an invitation', () => {
  const given_ = {
    programme,
    session: 'ordinary/2024-S2',
    date: '2024-06-28',
    time: null,
    title: 'Segunda; sesión, ordinaria',
    place: 'Línea 1\nBEGIN:VEVENT',
    description: 'uno\ndos',
    now: new Date('2024-06-10T17:00:00Z'),
  };

  it('without an hour is for the whole day, and text cannot break out of its field', () => {
    const ics = String(invitation(given_).content);
    expect(ics).toContain('DTSTART;VALUE=DATE:20240628');
    expect(ics).toContain('DTEND;VALUE=DATE:20240629');
    expect(ics.split('\r\n').filter((l) => l === 'BEGIN:VEVENT')).toHaveLength(1);
    expect(ics.replace(/\r\n[ \t]/g, '')).toContain('SUMMARY:Segunda\\; sesión\\, ordinaria');
  });

  it('sent again takes the place of the one before: same UID, higher sequence', () => {
    const field = (ics: string, name: string) => new RegExp(`${name}:(.*)`).exec(ics)![1]!.trim();
    const [a, b] = [given_, { ...given_, date: '2024-07-05', now: new Date('2024-06-11T17:00:00Z') }].map(
      (g) => String(invitation(g).content).replace(/\r\n[ \t]/g, ''),
    );
    expect(field(a!, 'UID')).toBe(field(b!, 'UID'));
    expect(Number(field(b!, 'SEQUENCE'))).toBeGreaterThan(Number(field(a!, 'SEQUENCE')));
    expect(invitation(given_)).toEqual(invitation(given_));
  });
});
