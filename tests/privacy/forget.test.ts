import { beforeEach, describe, expect, it } from 'vitest';
import { operate } from '../../src/operations.ts';
import { applyTombstones } from '../../src/privacy/erasure.ts';
import { progress } from '../../src/progress.ts';
import { cast, fact, given, id, type Scene, scene, words } from '../rules/support.ts';
import { mail, personOf } from '../support/bot.ts';
import { all } from '../support/drafts.ts';

const committee = 'isssteson';
const { employee, colleague, leaver, secretary, member } = cast;

let s: Scene;
const context = () =>
  ({ bot: s.bot, programme: s.programme, now: s.now, fresh: () => 'x', trouble: () => null }) as never;
const forget = (number: string, more: { oficio?: string; simulate?: boolean; typed?: string } = {}) =>
  operate(context(), {
    op: 'forget-person',
    number,
    oficio: more.oficio ?? null,
    simulate: more.simulate ?? false,
    ...(more.typed !== undefined && { typed: more.typed }),
  });
const oficio = 'UT/123/2024';

/** All that the stores hold, as text. */
async function stored(): Promise<string> {
  const { directory, ledger } = s;
  return JSON.stringify([
    await directory.people(committee),
    await directory.accounts(committee),
    await directory.addresses(committee),
    await directory.texts(committee),
    (await directory.tombstones(committee)).all,
    await all(ledger.read(committee, 1)),
  ]);
}

const address = (number: string) => ({
  platform: 'slack' as const,
  kind: 'person' as const,
  tenant: 'T1',
  id: `U${number}`,
  ref: { conversation: `D${number}` },
});

beforeEach(async () => {
  s = await scene({ at: '2024-05-09T17:00:00Z' });
  await s.bot.saveAddress(address(employee));
  await s.ask(employee, 'tapitas 2.5 kg');
  await s.ask(employee, 'capacitacion "Ética pública" 2024-05-07 4h');
});

describe('who may be forgotten', () => {
  it('refuses whoever is on the plantilla without an oficio, and whoever is to join', async () => {
    for (const number of [employee, cast.joiner]) {
      expect(await forget(number, { typed: `olvidar ${number}` })).toMatchObject({ ok: false });
      expect(s.bot.people.people().byNumber(number)).not.toBeNull();
    }
    expect((await s.directory.tombstones(committee)).all).toEqual([]);
  });

  it('asks for typed words for a leaver, and takes them', async () => {
    const asked = await forget(leaver);
    expect(asked).toMatchObject({ ok: false, confirm: `olvidar ${leaver}` });
    expect(await forget(leaver, { typed: 'sí' })).toMatchObject({ ok: false });
    expect(await forget(leaver, { typed: asked.confirm! })).toMatchObject({ ok: true });
    expect(s.bot.people.people().byNumber(leaver)).toBeNull();
  });

  it('finds somebody by e-mail too; of a stranger it erases the account, the e-mail and the address', async () => {
    expect((await forget(mail(employee), { oficio, simulate: true })).lines[0]).toContain(employee);
    await s.bot.saveAddress(address(cast.nobody));
    await s.ask(cast.nobody, 'tapitas 2 kg');
    expect(await stored()).toContain(mail(cast.nobody));
    expect(await forget(mail(cast.nobody), { simulate: true })).toMatchObject({ ok: true });
    expect(await stored()).toContain(mail(cast.nobody));
    expect(await forget(mail(cast.nobody))).toMatchObject({ ok: true });
    const left = await stored();
    for (const gone of [mail(cast.nobody), `U${cast.nobody}`, `D${cast.nobody}`])
      expect(left).not.toContain(gone);
    expect(await forget(mail(cast.nobody))).toMatchObject({ ok: false });
  });

  it('says what it would do and changes nothing', async () => {
    const before = await stored();
    expect((await forget(employee, { oficio, simulate: true })).lines[0]).toContain('simulación');
    expect(await stored()).toBe(before);
  });

  it('knows nobody by a number that was never there', async () => {
    expect(await forget('77777', { oficio })).toMatchObject({ ok: false });
  });
});

describe('an erasure', () => {
  it('leaves neither name, e-mail, account nor address, and says so once in the ledger', async () => {
    const { name } = personOf({ number: employee });
    expect(await stored()).toContain(`D${employee}`);
    const { ok, lines } = await forget(employee, { oficio });
    expect(ok).toBe(true);
    expect(lines.join()).toContain(oficio);
    const left = await stored();
    for (const gone of [name, mail(employee), `"U${employee}"`, `D${employee}`, `"number":"${employee}"`])
      expect(left).not.toContain(gone);
    const entry = (await all(s.ledger.read(committee, 1))).filter((e) => e.kind === 'person.forgotten');
    expect(entry).toMatchObject([{ subject: id(employee), body: { oficio }, actor: 'cli' }]);
    expect((await forget(employee, { oficio })).lines[0]).toContain('ya fue olvidada');
    expect(await stored()).toBe(left);
  });

  it('keeps every figure', async () => {
    const figures = () =>
      progress({ programme: s.programme, view: s.bot.journal.view(), asOf: '2024-05-09' }).map(
        ({ activity, numerator, denominator }) => ({ n: activity.number, numerator, denominator }),
      );
    const before = figures();
    await forget(employee, { oficio });
    expect(figures()).toEqual(before);
    expect(before.find((f) => f.n === 9)?.numerator).toBe(1);
  });

  it('answers the account as somebody who is not on the plantilla, keeps nothing of it, nor of a new one', async () => {
    await forget(employee, { oficio });
    const before = await stored();
    for (const account of [`U${employee}`, 'U-NUEVA']) {
      const at = { account: { platform: 'slack' as const, tenant: 'T1', user: account } };
      await s.bot.saveAddress({ ...address(employee), id: account });
      expect(words(await s.ask(employee, 'tapitas 3 kg', at))).toContain('No te encuentro en la plantilla');
      await s.bot.saveAddress({ ...address(employee), id: account });
      expect(words(await s.ask(employee, 'mis datos', at))).toContain('no guardo datos');
    }
    const now = await stored();
    for (const kept of ['U-NUEVA', mail(employee), `D${employee}`]) expect(now).not.toContain(kept);
    expect(now.length).toBe(before.length + 67);
    await s.restart();
    expect(s.bot.people.reach(id(employee))).toBeNull();
  });

  it('erases reasons and names of files, masks what the committee agreed, and keeps what others wrote', async () => {
    const name = personOf({ number: employee }).name;
    await s.ask(secretary, `acuerdo nuevo "Pedir a ${name} un curso" responsable ${employee} 2024-06-28`);
    await s.ask(secretary, 'acuerdo nuevo "Difundir el Código" 2024-06-28');
    const folio = s.bot.journal.view().lists.get(`donation.recorded/${id(employee)}`)!.items[0]!;
    await s.ask(secretary, `cancelar ${folio} la persona se equivocó de bolsa`);
    expect(await stored()).toContain('se equivocó de bolsa');
    await forget(employee, { oficio });
    const left = await stored();
    expect(left).not.toContain('se equivocó de bolsa');
    const list = words(await s.ask(secretary, 'acuerdos'));
    expect(list).toContain('«Pedir a persona olvidada un curso», responsable: persona olvidada');
    expect(list).toContain('«Difundir el Código»');
    const texts = await s.directory.texts(committee);
    // Without the salt nobody can try names on the hash in the ledger.
    for (const t of texts) if (t.text === '' || t.text.includes('olvidada')) expect(t.salt).toBe('');
    expect(texts.find((t) => t.text === 'Difundir el Código')?.salt).not.toBe('');
  });

  it('ends offices that nobody could hold any more', async () => {
    const { lines } = await forget(member, { oficio });
    expect(lines.join()).toContain('Vocal');
    const { lines: second } = await forget(secretary, { oficio });
    expect(second.join()).toContain('Secretaría Ejecutiva');
    expect(words(await s.ask(cast.president, 'comite'))).not.toContain(personOf({ number: member }).name);
    expect(words(await s.ask(secretary, 'plantilla'))).toContain('No te encuentro');
  });

  it('sends no reminder any more', async () => {
    await s.bot.saveAddress(address(colleague));
    await s.ask(colleague, 'mi avance');
    const preview = await s.ask(secretary, 'recordar 11');
    await forget(employee, { oficio });
    const after = await s.ask(secretary, 'recordar 11');
    expect(words(preview)).not.toBe(words(after));
    expect(words(after)).not.toContain('olvidada');
    expect(words(await s.ask(secretary, 'pendientes 11'))).toContain('persona olvidada');
  });
});

describe('what was forgotten', () => {
  it('stays so after a restart from the ledger and from a snapshot, which holds no name', async () => {
    await forget(employee, { oficio });
    for (const from of ['ledger', 'snapshot'] as const) {
      await s.restart(from);
      expect(s.bot.people.people().byNumber(employee)).toBeNull();
      expect(words(await s.ask(employee, 'mi avance'))).toContain('No te encuentro');
    }
  });

  it('is erased again when an older backup brought it back, and the ledger hears of it again', async () => {
    const older = await s.directory.people(committee);
    const accounts = await s.directory.accounts(committee);
    await forget(employee, { oficio });
    const fresh = await scene({ at: '2024-05-10T17:00:00Z' });
    const { all: tombstones } = await s.directory.tombstones(committee);
    await fresh.directory.savePeople(committee, older);
    for (const a of accounts) await fresh.directory.bind(committee, a);
    await fresh.directory.saveAddress(committee, address(employee));
    for (const t of tombstones) await fresh.directory.bury(committee, t);
    s = fresh;
    await s.restart();
    expect(await stored()).not.toContain(mail(employee));
    expect(await s.directory.addresses(committee)).toEqual([]);
    const kinds = (await all(s.ledger.read(committee, 1))).filter((e) => e.subject === id(employee));
    expect(kinds.at(-1)).toMatchObject({
      kind: 'person.forgotten',
      body: { oficio },
      occurredOn: '2024-05-09',
    });
    const head = s.bot.journal.view().head.seq;
    await s.restart();
    expect(s.bot.journal.view().head.seq).toBe(head);
    expect(await applyTombstones(s.directory, committee)).toBe(false);
  });

  it('is finished by saying it again where the ledger then took nothing', async () => {
    const { append } = s.ledger;
    Object.assign(s.ledger, {
      append: async () => {
        throw new Error('ENOSPC');
      },
    });
    expect(await forget(employee, { oficio })).toMatchObject({ ok: false, failed: expect.any(String) });
    expect(words(await s.ask(employee, 'mis datos'))).toContain('no guardo datos');
    Object.assign(s.ledger, { append });
    expect(await forget(employee, { oficio })).toMatchObject({ ok: true });
    expect(await stored()).not.toContain(mail(employee));
    expect(s.bot.journal.view().forgotten.has(id(employee))).toBe(true);
  });

  it('does not stop colleagues who share an e-mail', async () => {
    await s.bot.people.keep([], [{ ...personOf({ number: colleague }), email: mail(employee) }]);
    await forget(employee, { oficio });
    expect((await s.directory.tombstones(committee)).all[0]?.email).toBeNull();
  });
});

const importing = (rows: string[][], readmit?: string[]) =>
  operate(context(), {
    op: 'import-roster',
    complete: false,
    simulate: false,
    rows: [['numero_empleado', 'nombre', 'correo', 'unidad'], ...rows].map((cells, i) => ({
      row: i + 1,
      cells,
    })),
    ...(readmit && { readmit }),
  });

describe('the next import', () => {
  const row = () => [employee, personOf({ number: employee }).name, mail(employee), 'Subdirección Médica'];
  beforeEach(() => forget(employee, { oficio }));

  it('takes nobody in again who was forgotten, by number, by the same without zeros, or by e-mail', async () => {
    for (const number of [employee, String(Number(employee)), '88888']) {
      const { ok, lines } = await importing([[number, ...row().slice(1)]]);
      expect(ok).toBe(true);
      expect(lines.join()).toContain('1 persona fue olvidada y no se vuelve a registrar (fila 2)');
      expect(await stored()).not.toContain(mail(employee));
    }
  });

  it('takes them in again as somebody else where it is told to; nobody counts twice', async () => {
    const roster = () => progress({ programme: s.programme, view: s.bot.journal.view(), asOf: '2024-05-09' });
    const before = roster().find((p) => p.activity.number === 9)!;
    expect((await importing([row()], [employee])).lines.join()).toContain('Se agregó 1 persona');
    const again = s.bot.people.people().byNumber(employee)!;
    expect(again.id).not.toBe(id(employee));
    expect(roster().find((p) => p.activity.number === 9)!.denominator).toBe(before.denominator);
    expect(words(await s.ask(employee, 'mi avance'))).toContain('falta');
    await s.restart();
    expect(words(await s.ask(employee, 'mi avance'))).toContain('falta');
    expect((await importing([row()])).lines.join()).not.toContain('olvidada');
  });

  it('still notes that they left', async () => {
    await given(s, fact('roster.moved', '2024-05-08', { unit: 'Archivo' }, { subject: id(employee) }));
    const left = [
      ['numero_empleado', 'nombre', 'correo', 'unidad', 'baja'],
      [...row(), '2024-05-09'],
    ];
    await operate(context(), {
      op: 'import-roster',
      complete: false,
      simulate: false,
      typed: 'dar de baja a 1',
      rows: left.map((cells, i) => ({ row: i + 1, cells })),
    });
    expect(s.bot.journal.view().roster.get(id(employee))?.at(-1)?.to).toBe('2024-05-09');
    expect(await stored()).not.toContain(mail(employee));
  });
});
