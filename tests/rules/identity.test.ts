import { beforeEach, describe, expect, it } from 'vitest';
import { mail, request, type Somebody } from '../support/bot.ts';
import { button, cast, fact, given, id, press, roster, type Scene, scene, words } from './support.ts';

let s: Scene;
beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
});
const onTeams = (number: string, said: string, emails = [mail(number)]) =>
  s.bot.handle(request('teams', number, said, { emails }));

/** Who was a stranger comes onto the plantilla. */
const join = () =>
  s.bot.journal.submit(() => ({
    drafts: [fact('roster.joined', '2024-05-09', { unit: 'Archivo' }, { subject: 'id-new' })],
    people: [
      { id: 'id-new', number: '50000', name: 'Persona Nueva', email: mail(cast.nobody), position: null },
    ],
    value: null,
  }));

describe('one person on both platforms', () => {
  it('is one person: the same course is the same record', async () => {
    const [slack, teams] = [
      await s.ask(cast.employee, 'capacitacion "Ética" 2024-05-07'),
      await onTeams(cast.employee, 'capacitacion "ética" 2024-05-07'),
    ];
    expect(slack.message.summary).toContain('2024-CAP-000001');
    expect(teams.message.summary).toContain('2024-CAP-000001');
    expect((await s.facts()).map((f) => [f.subject, f.platform])).toEqual([[id(cast.employee), 'slack']]);
    expect((await s.directory.accounts('isssteson')).map((a) => [a.platform, a.person])).toEqual([
      ['slack', id(cast.employee)],
      ['teams', id(cast.employee)],
    ]);
    await onTeams(cast.employee, 'practica papel');
    expect(words(await s.ask(cast.employee, 'cancelar 2024-PRA-000001'))).toContain('Cancelé');
  });

  it('has the same role on both', async () => {
    expect(words(await onTeams(cast.member, 'sesion celebrada 2024-04-26'))).toContain('Listo');
    expect(words(await onTeams(cast.employee, 'sesion celebrada 2024-04-26'))).toContain(
      'integrantes del Comité',
    );
  });
});

describe('somebody of whom the platform does not say just now who it is', () => {
  it('is told so, and asks for nothing by it', async () => {
    const told = words(await s.ask(cast.employee, 'practica papel', { emails: [], unverified: true }));
    expect(told).toContain('no pude comprobar quién eres');
    expect(told).not.toContain('plantilla');
    expect(await s.facts()).toEqual([]);
    expect(await s.directory.accounts('isssteson')).toEqual([]);
  });

  it('is who they were, once their account is known', async () => {
    await s.ask(cast.employee, 'practica papel');
    const told = words(await s.ask(cast.employee, 'practica reciclaje', { emails: [], unverified: true }));
    expect(told).toContain('2024-PRA-000002');
  });

  it('still reads what anybody may', async () => {
    expect(words(await s.ask(cast.employee, 'denuncia', { emails: [], unverified: true }))).toContain(
      'canales oficiales',
    );
  });
});

describe('somebody whom the platform tells of, without their having said anything', () => {
  const met = (user: string, email: string) => ({
    account: { platform: 'slack' as const, tenant: 'T1', user },
    emails: [email],
    address: { platform: 'slack' as const, kind: 'person' as const, tenant: 'T1', id: user, ref: {} },
  });

  it('is reached, when on file, and is who they are from their first word on', async () => {
    expect(s.bot.people.reach(id(cast.employee))).toBeNull();
    await s.bot.meet([
      met('UNEW', mail(cast.employee).toUpperCase()),
      met('UNOBODY', 'nadie@ejemplo.invalid'),
    ]);
    expect(s.bot.people.reach(id(cast.employee))).toMatchObject({ platform: 'slack', id: id(cast.employee) });
    expect((await s.directory.accounts('isssteson')).map((a) => [a.user, a.person])).toEqual([
      ['UNEW', id(cast.employee)],
    ]);
    expect((await s.directory.addresses('isssteson')).map((a) => a.id)).toEqual(['UNEW']);
    await s.restart();
    expect(s.bot.people.reach(id(cast.employee))).toMatchObject({ platform: 'slack' });
  });

  it('is written to again where a crash left the account without its address', async () => {
    const account = { platform: 'slack' as const, tenant: 'T1', user: 'UNEW' };
    const boundAt = '2024-05-09T16:00:00.000Z';
    await s.directory.bind('isssteson', { ...account, person: id(cast.employee), boundAt });
    await s.restart();
    await s.bot.meet([met('UNEW', mail(cast.employee))]);
    expect(s.bot.people.reach(id(cast.employee))).toMatchObject({ platform: 'slack' });
  });

  it('wrote before the plantilla had them: is reached without another word', async () => {
    await s.ask(cast.nobody, 'mi avance');
    await s.bot.meet([met(`U${cast.nobody}`, mail(cast.nobody))]);
    expect(s.bot.people.reach('id-new')).toBeNull();
    await join();
    await s.bot.meet([met(`U${cast.nobody}`, mail(cast.nobody))]);
    expect(s.bot.people.reach('id-new')).toMatchObject({ platform: 'slack' });
    await s.restart();
    expect(s.bot.people.reach('id-new')).toMatchObject({ platform: 'slack' });
  });

  it('left, and somebody may have their e-mail now: is not met', async () => {
    await s.bot.meet([met('UNEW', mail(cast.leaver))]);
    expect(await s.directory.accounts('isssteson')).toEqual([]);
  });

  it('keeps the account and the platform that they use', async () => {
    await onTeams(cast.employee, 'practica papel');
    await s.bot.meet([met('UNEW', mail(cast.employee))]);
    expect((await s.directory.accounts('isssteson')).map((a) => a.platform)).toEqual(['teams']);
  });

  it('has two accounts with one e-mail: one of them is taken for theirs', async () => {
    await s.bot.meet([met('U1', mail(cast.employee)), met('U2', mail(cast.employee))]);
    expect(await s.directory.accounts('isssteson')).toHaveLength(1);
  });
});

describe('an account', () => {
  it('meets its employee by e-mail, case aside, or by the UPN', async () => {
    expect(words(await onTeams('77', 'mi avance', [mail(cast.employee).toUpperCase()]))).toContain(
      'Persona 00001',
    );
    expect(words(await onTeams('78', 'mi avance', ['otro@ejemplo.invalid', mail(cast.colleague)]))).toContain(
      'Persona 00002',
    );
  });

  it('keeps to whom it was bound first, also when the platform names another e-mail later', async () => {
    await s.ask(cast.employee, 'practica papel');
    await s.ask(cast.employee, 'practica papel', { emails: [mail(cast.secretary)] });
    expect((await s.facts()).map((f) => f.subject)).toEqual([id(cast.employee)]);
    expect(words(await s.ask(cast.employee, 'plantilla', { emails: [mail(cast.secretary)] }))).toContain(
      'es para la Secretaría',
    );
  });

  it('of another workspace is another account', async () => {
    await s.ask(cast.employee, 'practica papel');
    const other = {
      account: { platform: 'slack', tenant: 'T2', user: `U${cast.employee}` },
      emails: [],
    } as const;
    expect(words(await s.ask(cast.employee, 'mi avance', other))).toContain('No te encuentro');
  });

  it('without any e-mail is nobody', async () => {
    expect(words(await s.ask(cast.employee, 'mi avance', { emails: [] }))).toContain('No te encuentro');
  });

  it('whose e-mails are of two people is nobody', async () => {
    const reply = await s.ask(cast.nobody, 'mi avance', {
      emails: [mail(cast.employee), mail(cast.colleague)],
    });
    expect(words(reply)).toContain('No te encuentro');
  });

  it('that was a stranger is the employee once the roster has the e-mail', async () => {
    await s.ask(cast.nobody, 'practica papel');
    await join();
    await s.ask(cast.nobody, 'practica papel');
    expect((await s.facts()).map((f) => [f.kind, f.subject])).toEqual([
      ['membership.requested', expect.any(String)],
      ['roster.joined', 'id-new'],
      ['practice.recorded', 'id-new'],
    ]);
  });
});

describe('an e-mail that several people share', () => {
  const shared: readonly Somebody[] = [
    ...roster,
    { number: '20001', email: 'ventanilla@ejemplo.invalid' },
    { number: '20002', email: 'Ventanilla@ejemplo.invalid' },
    { number: '20003', email: null },
  ];

  it('identifies nobody; the committee registers for them', async () => {
    s = await scene({ roster: shared, at: '2024-05-09T17:00:00Z' });
    const reply = await s.ask('20001', 'practica papel', { emails: ['ventanilla@ejemplo.invalid'] });
    expect(words(reply)).toContain('No te encuentro');
    for (const number of ['20001', '20002', '20003'])
      await s.ask(cast.member, `registrar ${number} practica papel`);
    expect((await s.facts()).filter((f) => f.folio).map((f) => f.subject)).toEqual([
      'id-20001',
      'id-20002',
      'id-20003',
    ]);
    expect(words(await s.ask(cast.secretary, 'comite alta ventanilla@ejemplo.invalid vocal'))).toContain(
      'No encuentro',
    );
  });
});

describe('who presses a button is checked again', () => {
  it('a committee’s button pressed by an employee does nothing', async () => {
    const preview = await s.ask(cast.member, 'tarjeta');
    const reply = await press(s, cast.employee, preview, 'Pausar');
    expect(words(reply)).toContain('integrantes del Comité');
    expect(await s.facts()).toEqual([]);
  });

  it('a button that was somebody’s right no longer works when the office has ended', async () => {
    const preview = await s.ask(cast.member, 'tarjeta');
    await s.ask(cast.secretary, `comite baja ${cast.member} vocal`);
    await press(s, cast.member, preview, 'Pausar');
    expect((await s.facts()).map((f) => f.kind)).toEqual(['role.ended']);
  });

  it('a form opened by the committee and submitted by an employee records nothing', async () => {
    const { open } = await s.ask(cast.member, `registrar ${cast.colleague} capacitacion`);
    const reply = await s.ask(cast.employee, open!.words, {
      fields: { course: 'Ética', date: '2024-05-07', hours: '' },
    });
    expect(words(reply)).toContain('integrantes del Comité');
    expect(await s.facts()).toEqual([]);
  });

  it('a letter’s button pressed by somebody who is not on the plantilla accepts nothing', async () => {
    const shown = await s.ask(cast.employee, 'carta');
    expect(words(await press(s, cast.nobody, shown, 'Acepto y me comprometo'))).toContain('No te encuentro');
    expect((await s.facts()).map((f) => f.kind)).toEqual(['membership.requested']);
  });

  it('the monthly card’s buttons are each person’s own', async () => {
    await s.bot.tick();
    const card = s.chat.posts.find((p) => p.key.startsWith('integrity-day/'))!;
    const reply = { message: card.message, visibility: 'public' } as const;
    expect(button(reply, 'Enterado/a').words).toBe('enterado 2024-05');
    for (const number of [cast.employee, cast.employee, cast.colleague, cast.nobody])
      await press(s, number, reply, 'Enterado/a');
    expect(s.bot.journal.view().acks.get('2024-05')).toBe(2);
  });

  it('a nonce says nothing about who may: words are decided anew', async () => {
    for (const nonce of ['r000001', 'admin', 'otra-r000001', '', 'x'.repeat(10_000)])
      expect(words(await s.ask(cast.employee, 'comite alta 00001 secretaria', { nonce }))).toContain(
        'es para',
      );
    expect((await s.facts()).filter((f) => f.kind.startsWith('role'))).toEqual([]);
  });
});

it('nothing in the ledger tells a name, a number, an e-mail or an account', async () => {
  await s.ask(cast.employee, 'capacitacion "Ética" 2024-05-07');
  await s.ask(cast.nobody, 'carta');
  await s.ask(cast.secretary, `comite alta ${mail(cast.employee)} vocal`);
  await given(s);
  const text = JSON.stringify((await s.facts()).map(({ subject, actor, ...rest }) => rest));
  expect(text).not.toMatch(/Persona|@|U0000|ejemplo/);
});
