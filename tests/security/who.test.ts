import { afterAll, describe, expect, it } from 'vitest';
import type { Choice } from '../../src/message.ts';
import type { Reply, SentFile } from '../../src/request.ts';
import { pdf } from '../evidence/samples.ts';
import {
  cast,
  choices,
  given,
  id,
  office,
  roster,
  type Scene,
  scene,
  units,
  words,
} from '../rules/support.ts';
import { mail } from '../support/bot.ts';

const at = '2024-05-09T17:00:00Z';
const everybody = Object.entries(cast);
const onRoster = everybody.filter(([who]) => !['nobody', 'leaver', 'joiner'].includes(who));
const committee = ['member', 'secretary', 'president'];
const tried = { buttons: 0, files: 0, units: 0 };
afterAll(() =>
  console.log(
    `who may: ${tried.buttons} buttons pressed by others, ${tried.files} files sent by those who may not, ${tried.units} looks at units`,
  ),
);

const factsSince = async (s: Scene, act: () => Promise<Reply>) => {
  const before = (await s.facts()).length;
  const reply = await act();
  const facts = (await s.facts()).slice(before).filter((f) => f.kind !== 'membership.requested');
  return { reply, facts };
};

/** A button by its label or the beginning of its words. */
const find = (reply: Reply, match: RegExp): Choice => {
  const found = choices(reply.message).find((c) => match.test(c.label) || match.test(c.words));
  if (!found) throw new Error(`no button ${match} in ${words(reply)}`);
  return found;
};
const pressAs = (s: Scene, number: string, { words: said, nonce }: Choice) => {
  tried.buttons += 1;
  return factsSince(s, () => s.ask(number, said, nonce === undefined ? {} : { nonce }));
};

describe('other people’s buttons: who presses is asked again', () => {
  it.each(
    everybody,
  )('the letter’s, shown to one and pressed by %s, is never the first one’s', async (_, number) => {
    const s = await scene({ at });
    const button = find(await s.ask(cast.employee, 'carta'), /^carta aceptar/);
    const { facts } = await pressAs(s, number, button);
    expect(facts.every((f) => f.subject === id(number) && f.actor === id(number))).toBe(true);
    expect(facts).toHaveLength(onRoster.some(([, n]) => n === number) ? 1 : 0);
  });

  it.each(
    everybody,
  )('«Registrar otra igual» of one, pressed by %s, gives the first one nothing', async (_, number) => {
    const s = await scene({ at });
    await s.ask(cast.employee, 'tapitas 2 kg');
    const button = find(await s.ask(cast.employee, 'tapitas 2 kg'), /otra igual/);
    const { facts } = await pressAs(s, number, button);
    expect(facts.every((f) => f.subject === id(number))).toBe(true);
  });

  it.each(everybody)('one that registers for another, pressed by %s', async (who, number) => {
    const s = await scene({ at });
    await s.ask(cast.member, 'registrar 00002 tapitas 2 kg');
    const button = find(await s.ask(cast.member, 'registrar 00002 tapitas 2 kg'), /otra igual/);
    const { facts } = await pressAs(s, number, button);
    expect(facts).toHaveLength(committee.includes(who) ? 1 : 0);
  });

  it.each(everybody)('the one that sends reminders, pressed by %s', async (who, number) => {
    const s = await scene({ at });
    for (const [, n] of onRoster)
      await s.bot.saveAddress({ platform: 'slack', kind: 'person', tenant: 'T1', id: `U${n}`, ref: {} });
    for (const [, n] of onRoster) await s.ask(n, 'ayuda');
    const button = find(await s.ask(cast.member, 'recordar 9'), /^recordar 9 confirmar/);
    const { facts } = await pressAs(s, number, button);
    expect(facts.length > 0).toBe(committee.includes(who));
  });

  it.each(everybody)('the card’s, pressed by %s, counts for who presses', async (_, number) => {
    const s = await scene({ at });
    const { facts } = await pressAs(s, number, { label: 'Enterado/a', words: 'enterado 2024-05' });
    expect(facts.every((f) => f.subject === id(number))).toBe(true);
  });

  it.each(everybody)('the agreement’s, pressed by %s', async (who, number) => {
    const s = await scene({ at });
    await s.ask(cast.member, 'acuerdo nuevo "Difundir el Código" responsable 00005 2024-05-30');
    const button = find(await s.ask(cast.member, 'acuerdos'), /cumplido$/);
    const { facts } = await pressAs(s, number, button);
    expect(facts).toHaveLength(committee.includes(who) ? 1 : 0);
  });

  it.each(everybody)('the convocation’s, pressed by %s', async (who, number) => {
    const s = await scene({ at });
    await s.ask(cast.secretary, 'sesion planear segunda 2024-06-28 10:00');
    const button = find(await s.ask(cast.secretary, 'sesion convocar 2024-06-28'), /enviar$/);
    const { facts } = await pressAs(s, number, button);
    expect(facts).toHaveLength(committee.includes(who) ? 1 : 0);
  });
});

describe('buttons of last year', () => {
  it.each([
    ['enterado 2023-05'],
    ['despues 2023-05'],
    ['carta aceptar v0'],
    ['capacitacion "Ética" 2023-05-07 4h'],
    ['tarjeta pausar 2023-07'],
    ['tarjeta cambiar 2023-07'],
    ['sesion convocar 2023-06-28 enviar'],
    ['sesion celebrada 2023-04-26'],
    ['evidencia recibidos lote 9 2023-05-07'],
    ['cancelar 2023-DON-000001'],
    ['acuerdo 2023-ACU-000001 cumplido'],
    ['reenviar 99'],
    ['hoja 99 todos'],
  ])('«%s» records nothing', async (said) => {
    const s = await scene({ at });
    for (const [, number] of everybody) {
      const { facts } = await pressAs(s, number, { label: '', words: said, nonce: 'otra-2023' });
      expect(facts).toEqual([]);
    }
  });

  it('one that was shown this year and is pressed after its holder left', async () => {
    const s = await scene({ at });
    const button = find(await s.ask(cast.employee, 'carta'), /^carta aceptar/);
    const ofCommittee = find(await s.ask(cast.member, 'sesion'), /^sesion/);
    const left = (number: string) => ({
      kind: 'roster.left',
      key: `roster/left/${number}`,
      folio: null,
      subject: id(number),
      actor: 'cli',
      platform: 'cli' as const,
      occurredOn: '2024-05-08',
      body: {},
    });
    await given(s, left(cast.employee), left(cast.member));
    for (const [number, pressed] of [
      [cast.employee, button],
      [cast.member, ofCommittee],
    ] as const) {
      const { reply, facts } = await pressAs(s, number, pressed);
      expect(facts).toEqual([]);
      expect(words(reply)).toContain('No te encuentro');
    }
  });
});

describe('files', () => {
  const sent = (): SentFile & { opened: number } => {
    const file = {
      name: 'acta.pdf',
      bytes: pdf.length,
      opened: 0,
      async open() {
        file.opened += 1;
        return (async function* () {
          yield pdf;
        })();
      },
    };
    return file;
  };
  const said = [
    '',
    'evidencia 9',
    'evidencia 2024-E-0001',
    'hoja 1 todos',
    'tapitas 2 kg',
    'plantilla',
    'hola',
    'mi jefe me acosó',
  ];

  it.each([
    ...everybody,
    ['guest', cast.secretary] as const,
  ])('of %s are fetched only where they may be kept', async (who, number) => {
    const s = await scene({ at });
    for (const text of said) {
      const file = sent();
      const reply = await s.ask(number, text, {
        files: [file],
        ...(who === 'guest' && { guest: true, emails: [] }),
      });
      const keeps = [...committee, 'liaison'].includes(who) || (who === 'lead' && text.startsWith('hoja'));
      const may = keeps && text !== 'plantilla' && !text.includes('acosó');
      expect(file.opened, `${who}: «${text}»`).toBe(may ? 1 : 0);
      if (!may) tried.files += 1;
      expect(JSON.stringify(reply)).not.toContain(may ? '\u0000' : '/archivos/');
    }
  });

  it.each(everybody)('are opened by %s only by a link that the own answer gave', async (who, number) => {
    const s = await scene({ at });
    await s.ask(cast.secretary, 'evidencia 9', { files: [sent()] });
    const answers = await Promise.all(
      ['evidencia', 'evidencia 9', 'evidencia 2024-E-0001', 'avance 9', 'mi avance', 'calendario'].map((t) =>
        s.ask(number, t),
      ),
    );
    const links = answers.flatMap((a) => JSON.stringify(a).match(/archivos\/[^/]+/g) ?? []);
    expect(links.length > 0).toBe([...committee, 'liaison'].includes(who));
    expect(new Set(links).size).toBe(links.length);
  });
});

describe('units', () => {
  const small = units.small;
  const third = 'Dirección Jurídica';
  const people = [
    ...roster,
    ...['00031', '00032', '00033', '00034', '00035', '00036'].map((number) => ({ number, unit: third })),
    { number: '00041', unit: small },
  ];
  const smallLead = '00041';
  const made = async () => {
    const s = await scene({ at, roster: people });
    await given(s, office(smallLead, 'unit-lead', small));
    await s.ask(cast.alone, 'capacitacion "Ética" 2024-05-07');
    return s;
  };
  const sees = new Set([...committee.map((c) => cast[c as keyof typeof cast]), smallLead]);

  it.each([
    ...everybody,
    ['lead of the small one', smallLead] as const,
  ])('of under five people are hidden from %s, unless it is theirs', async (_, number) => {
    const s = await made();
    for (const text of [
      `avance "${small}"`,
      `avance 9 "${small}"`,
      `avance 11 "${small.toUpperCase()}"`,
      `avance 9 "${small}" al 2024-05-08`,
    ]) {
      tried.units += 2;
      const own = await s.ask(number, text);
      // Two people, one of them trained.
      expect(/\d+ de 2|50(\.0)? ?%|: 1\b/.test(words(own)), `${text}: ${words(own)}`).toBe(
        sees.has(number) && /^avance 9|^avance "/.test(text) && !/11/.test(text),
      );
      const aloud = await s.ask(number, text, { where: 'channel', channel: 'C9' });
      expect(words(aloud)).toMatch(/menos de|cinco|5 personas/);
    }
  });

  it.each([
    ['lead', cast.lead],
    ['lead of the small one', smallLead],
  ] as const)('%s sees and returns the own one’s only', async (_, number) => {
    const s = await made();
    const mine = number === cast.lead ? units.big : small;
    const names = new Map(people.map((p) => [`Persona ${p.number}`, p.unit ?? units.big]));
    const others = [units.big, small, third].filter((u) => u !== mine);
    await s.ask(cast.secretary, `hoja 11 "${others[0]}"`);
    await s.ask(cast.secretary, `hoja 11 "${others[1]}"`);
    for (const text of [
      'pendientes',
      'pendientes 9',
      'pendientes 11',
      'pendientes 9 pagina 2',
      ...others.flatMap((u) => [
        `pendientes 9 "${u}"`,
        `pendientes 11 "${u}"`,
        `hoja 11 "${u}"`,
        `avance 9 "${u}"`,
      ]),
      'hoja 1',
      'hoja 2',
      'hoja 1 todos',
      'hoja 2 1',
    ]) {
      tried.units += 1;
      const { reply, facts } = await factsSince(s, () => s.ask(number, text));
      expect(facts, text).toEqual([]);
      const shown = [...names].filter(([name]) => words(reply).includes(name));
      expect(
        shown.filter(([, unit]) => unit !== mine),
        text,
      ).toEqual([]);
    }
    expect(words(await s.ask(number, `pendientes 11 "${mine}"`))).toContain('Persona');
  });

  it('nobody is let in by the name of another e-mail', async () => {
    const s = await made();
    const reply = await s.ask(cast.nobody, 'pendientes 9', {
      emails: [`x${mail(cast.secretary)}`, ` ${mail(cast.secretary)}x`],
    });
    expect(words(reply)).toContain('No te encuentro');
  });
});
