import { beforeAll, describe, expect, it } from 'vitest';
import { renderMessage as toSlack } from '../../adapters/slack/render.ts';
import { renderMessage as toTeams } from '../../adapters/teams/render.ts';
import { addDays } from '../../src/calendar.ts';
import { programmeOfYear, runningProgrammes } from '../../src/programme/versions.ts';
import { progress } from '../../src/progress.ts';
import type { Reply } from '../../src/request.ts';
import { violations as slackViolations } from '../adapters/slack/violations.ts';
import { violations as teamsViolations } from '../adapters/teams/violations.ts';
import { button, words } from '../rules/support.ts';
import { mail, type World, world } from '../support/bot.ts';
import { local, meet } from '../support/hermosillo.ts';
import { rowsOf, sentTable, withCell } from '../support/tables.ts';

/** What of 2024 was done before the bot begins to look: everything but the last report and one person's course. */
const before2025 = [
  ...['2024-04-26', '2024-06-28', '2024-09-27', '2024-12-13'].map((d) => `sesion celebrada ${d}`),
  'comite ratificar 2024-04-26',
  'informe enviado anual 2024-01-30',
  'informe enviado trimestral 1 2024-04-10',
  'informe enviado trimestral 2 2024-07-10',
  'informe enviado trimestral 3 2024-10-10',
  ...Array.from({ length: 12 }, (_, i) => `tarjeta enviada 2024-${String(i + 1).padStart(2, '0')}-09`),
  'actividad 8 realizada 2024-03-10',
  'actividad 13 realizada 2024-09-20',
  'entrega 2024-11-20 120 kg',
  ...['1', '2', '3'].flatMap((n) => [
    `registrar ${n} evaluacion 2024-01-10`,
    `registrar ${n} carta 2024-10-22`,
  ]),
  ...['1', '2'].map((n) => `registrar ${n} capacitacion "Ética pública" 2024-05-07 4h`),
  'acuerdo nuevo "Aprobar el programa 2025" sesion 2024-12-13',
];

/**
 * Everything that the bot says of its own accord, by hand: 20 December to 3 January are vacations and the first
 * working day is Monday 6 January. A digest's items are activities; 4 and 9 of January are last year's.
 */
const expected = `
2024-12-25 anchor/2024-12 C-COMITE
2025-01-06 preview/2025-01 C-COMITE
2025-01-06 report/2024-T4 C-COMITE
2025-01-06 digest/2025-01-06 C-COMITE 3 7 2024:9
2025-01-08 digest/2025-01-08 C-COMITE 2024:4
2025-01-09 integrity-day/2025-01 C-GENERAL
2025-01-13 digest/2025-01-13 C-COMITE 7
2025-01-16 digest/2025-01-16 C-COMITE 3
2025-01-20 digest/2025-01-20 C-COMITE 7
2025-01-23 digest/2025-01-23 C-COMITE 7
2025-01-25 anchor/2025-01 C-COMITE
2025-01-27 digest/2025-01-27 C-COMITE 7`;

let w: World;
const replies: Record<string, Reply> = {};
const say = async (said: string, more = {}, who = '1'): Promise<Reply> => {
  const reply = await w.ask(who, said, more);
  replies[said] = reply;
  return reply;
};
const press = (reply: Reply, label: string) => say(button(reply, label).words);

/** What people do, by day; the rest of each day is the bot's. */
const life: Record<string, () => Promise<unknown>> = {
  '2024-12-20': async () => {
    for (const said of before2025) await say(said);
    await say('programa nuevo 2025');
    await say('programa nuevo 2025');
    const rows = await rowsOf(await say('programa fechas 2025'));
    const sessions = [
      ['2025-S1', '25/04/2025'],
      ['2025-S2', '27/06/2025'],
      ['2025-S3', '26/09/2025'],
      ['2025-S4', '12/12/2025'],
    ].reduce((all, [id, on]) => withCell(all, ['2', id!], 'FECHA FIJA', on!), rows);
    const shown = await say('programa fechas 2025', await sentTable(sessions));
    await press(shown, 'Confirmar el cambio');
    await press(shown, 'Confirmar el cambio');
  },
  '2024-12-21': async () => {
    const shown = await say('programa aprobar 2025 sesion 2024-12-13 acuerdo 1');
    await press(shown, 'Sí, ponerlo en vigor');
    await press(shown, 'Sí, ponerlo en vigor');
    await say('tarjeta');
    await say('calendario');
  },
  '2025-01-02': () => say('avance'),
  '2025-01-08': () => say('registrar 3 capacitacion "Derechos humanos" 2024-12-20 4h'),
  '2025-01-10': async () => {
    await say('informe enviado trimestral 4 2025-01-10');
    await say('cifras denuncias trimestral 4 recibidas 7 en proceso 2 concluidas 5');
  },
  '2025-01-20': async () => {
    await say('informe enviado anual 2025-01-20');
    await say('evaluacion', {}, '2');
    await say('evaluacion', {}, '3');
  },
};

beforeAll(async () => {
  w = await world({
    roster: [{ number: '1' }, { number: '2' }, { number: '3' }],
    admins: [mail('1')],
    at: local('2024-12-20', '07:00'),
  });
  await meet(w, '1', '2', '3');
  let days = 0;
  for (let day = '2024-12-20'; day <= '2025-01-31'; day = addDays(day, 1), days += 1) {
    const early = day === '2024-12-20' || day === '2025-01-08';
    if (early) {
      w.at(local(day, '08:00'));
      await life[day]!();
    }
    for (const time of ['09:00', '09:01', '14:50', '20:30']) {
      w.at(local(day, time));
      await w.bot.tick();
      if (time === '09:01' && !early) await life[day]?.();
    }
    if (days % 5 === 2) await w.restart(days % 2 === 0 ? 'snapshot' : 'ledger');
  }
}, 120_000);

describe('from 20 December to 31 January', () => {
  it('the bot says what is owed of both years, each thing once', () => {
    const said = w.chat.posts.map(({ at, key, to, message }) => {
      const items = message.blocks.flatMap((b) =>
        key.startsWith('digest') && b.type === 'list' ? b.items : [],
      );
      const numbers = items.map((item) => {
        const [, year, n] = /^(?:Programa Anual de Trabajo (\d{4})\. )?Actividad (\d+),/.exec(item)!;
        return year === undefined ? n : `${year}:${n}`;
      });
      // Nine in the morning in Hermosillo is the same day in UTC.
      return [at.slice(0, 10), key.split('/').slice(0, 2).join('/'), to.id, ...numbers].join(' ');
    });
    expect(`\n${said.join('\n')}`).toBe(expected);
  });

  it('a draft is flagged, edited by its table and in force only once it is approved', () => {
    const draft = words(replies['programa nuevo 2025']!);
    expect(draft).toContain('Borrador del Programa Anual de Trabajo 2025');
    expect(draft).toContain('Primera sesión ordinaria: cae en sábado 26 de abril de 2025');
    const shown = words(replies['programa aprobar 2025 sesion 2024-12-13 acuerdo 1']!);
    expect(shown).not.toContain('cae en');
    expect(shown).toContain('Acuerdo: 1');
    expect(shown).toContain('Cuarta sesión ordinaria del Comité de Ética e Integridad del ISSSTESON');
    const view = w.bot.journal.view();
    expect(view.versions.get('pat-2025')).toHaveLength(1);
    expect(view.versions.get('pat-2025')![0]).toMatchObject({
      from: '2025-01-01',
      session: '2024-12-13',
      agreement: '2024-ACU-000001',
    });
    const p = programmeOfYear(view, w.programme, 2025, '2025-01-31')!;
    expect(p.approved).toMatchObject({ on: '2024-12-13' });
    expect(p.activities[1]!.measure).toMatchObject({
      confirmed: { on: '2024-12-13' },
      occurrences: { 0: { due: { on: '2025-04-25' } }, 3: { due: { on: '2025-12-12' } } },
    });
    expect(runningProgrammes(view, w.programme, '2024-12-31').map((r) => r.id)).toEqual(['pat-2024']);
  });

  it('the figures of both years are their own', async () => {
    const figures = (year: number) => {
      const view = w.bot.journal.view();
      const programme = programmeOfYear(view, w.programme, year, '2025-01-31')!;
      return Object.fromEntries(
        progress({ programme, view, asOf: '2025-01-31' }).map((p) => [
          p.activity.number,
          `${p.numerator}/${p.denominator} ${p.status}`,
        ]),
      );
    };
    expect(figures(2024)).toEqual({
      1: 'null/null done',
      2: '4/4 done',
      3: '1/1 done',
      4: '4/4 done',
      5: 'null/null undefined',
      6: '12/12 done',
      7: '3/3 done',
      8: 'null/null done',
      9: '3/3 done',
      10: '1/1 done',
      11: '3/null done',
      12: 'null/null undefined',
      13: 'null/null done',
    });
    expect(figures(2025)).toEqual({
      1: 'null/null not-started',
      2: '0/4 on-track',
      3: '1/1 done',
      4: '0/4 on-track',
      5: 'null/null undefined',
      // The next is due in nine days.
      6: '1/12 at-risk',
      7: '2/3 late',
      8: 'null/null not-started',
      9: '0/3 late',
      10: '0/1 on-track',
      // Signed in 2024, and still of the version in force.
      11: '3/null done',
      12: 'null/null undefined',
      13: 'null/null on-track',
    });
  });

  it('what is recorded in January is the year’s that it names', () => {
    const view = w.bot.journal.view();
    expect(words(replies['informe enviado trimestral 4 2025-01-10']!)).toContain('cuarto trimestre de 2024');
    expect(view.same.get('report/quarterly/2024-T4')?.folio).toBe('2025-INF-000001');
    expect(words(replies['informe enviado anual 2025-01-20']!)).toContain(
      'informe anual de actividades 2024',
    );
    expect(view.same.get('report/annual/2024')?.folio).toBe('2025-INF-000002');
    expect([...view.complaints.entries()].map(([period]) => period)).toEqual(['2024-T4']);
  });

  it('avance says in one line what of last year is open, and shows last year for good', async () => {
    const open = words(replies.avance!);
    expect(open).toContain('Avance del Programa Anual de Trabajo 2025');
    expect(open).toContain(
      'El Programa Anual de Trabajo 2024 sigue abierto hasta el 31 de enero de 2025: falta Informe del cuarto trimestre de 2024 (fecha límite: 15 de enero de 2025). Para verlo: avance 2024',
    );
    for (const day of ['2025-01-31', '2025-06-30', '2026-01-15']) {
      w.at(local(day));
      for (const said of [
        'avance 2024',
        'avance programa 2024',
        'avance del 2024',
        'avance al 2025-01-31 2024',
      ])
        expect(words(await w.ask('2', said)), `${day} ${said}`).toContain(
          'Avance del Programa Anual de Trabajo 2024 al viernes 31 de enero de 2025',
        );
      expect(words(await w.ask('2', 'avance 4 2024'))).toContain('100 % (4 de 4)');
    }
    expect(words(await w.ask('2', 'avance 2019'))).toContain('Hay programa de 2024 y 2025');
  });

  it('whatever is said stays within the limits of Slack and of Teams', () => {
    for (const m of [
      ...Object.values(replies).map((r) => r.message),
      ...w.chat.posts.map((p) => p.message),
    ]) {
      expect(slackViolations(toSlack(m).blocks, 'message'), m.summary).toEqual([]);
      expect(teamsViolations(toTeams(m)), m.summary).toEqual([]);
    }
  });

  it('in December the next year’s card and dates are already seen', () => {
    expect(words(replies.tarjeta!)).toContain('enero de 2025');
    expect(words(replies.calendario!)).toContain('31 de enero de 2025');
  });

  it('last year is closed in February, and a day of it is too old', async () => {
    w.at(local('2025-01-31', '18:00'));
    expect(words(await w.ask('2', 'capacitacion "Valores" 2024-11-05 2h'))).toContain('folio');
    w.at(local('2025-02-03'));
    const late = words(await w.ask('2', 'capacitacion "Otro" 2024-11-05 2h'));
    expect(late).toContain('No se registró nada');
    expect(words(await w.ask('1', 'informe enviado trimestral 4 2024 2025-02-03'))).toContain(
      '2025-INF-000001',
    );
  });
});
