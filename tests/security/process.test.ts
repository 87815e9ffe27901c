import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { botToken } from '../adapters/slack/harness.ts';
import { signingSecret } from '../adapters/slack/signed.ts';
import { serve } from '../adapters/teams/harness.ts';
import { type Outside, outside } from '../e2e/world.ts';
import { pdf } from '../evidence/samples.ts';
import { mentions } from '../support/mentions.ts';
import { openToOthers } from '../support/modes.ts';
import { nasties } from '../support/nasty.ts';
import { pat, type RunningPat, rosterFile, startPat, temporaryFolder } from '../support/process.ts';

const umask = process.umask(0);
process.umask(umask);
afterAll(() => void process.umask(umask));

describe('the whole bot with Slack, at the most talkative level, under a careless umask', () => {
  let o: Outside;
  const said: string[] = [];
  const people = [
    ['00101', 'Ana Belén Ficticia', 'ana@example.com', 'Unidad Reservada'],
    ['00102', 'Beto Ficticio', 'beto@example.com', 'Unidad Reservada'],
    ['00103', 'Carla <!channel> Ficticia', 'carla@example.com', 'Otra Unidad'],
  ] as const;

  beforeAll(async () => {
    process.umask(0);
    o = await outside({ people, env: { PAT_ADMINS: 'beto@example.com', LOG_LEVEL: 'trace' } });
  }, 60_000);
  afterAll(async () => {
    process.umask(umask);
    await o.close();
  });

  const write = async (user: string, text: string) => {
    said.push(text);
    return o.say(user, text).catch((error: Error) => error.message);
  };

  it('lives through a day of everything', async () => {
    const { ana, beto } = o.slack;
    const im = await o.slack.conversation(ana);
    await write(beto, 'comite alta 00102 secretaria');
    for (const text of [
      'capacitacion "Curso Reservado" 2024-05-07 4h',
      'tapitas 7.25 kg',
      'carta',
      'practica reciclaje',
      'me acosó mi jefe Fulano de Tal',
      'quiero denunciar a Fulano de Tal',
      'palabras que nadie entiende Fulano',
      'cancelar 2024-DON-000001 motivo secretísimo',
      'ausente hasta 2024-06-20',
    ])
      await write(ana, text);
    for (const text of [
      'comite',
      'acuerdo nuevo "Acuerdo confidencial" responsable 00101 2024-06-10',
      'sesion planear segunda 2024-06-28 10:00 "Sala Oculta"',
      'sesion celebrada 2024-05-03',
      'registrar 00103 capacitacion "Curso Reservado" 2024-05-07',
      'evidencia 9 https://intranet.example/secreto "nota reservada" 2024-05-07',
      'cifra oficial 7 3120 "Fuente Reservada" 2024-02-20',
      'recordar 9',
      'hoja 11 "Unidad Reservada"',
      'pendientes 9',
      'canal comite',
      'cifras denuncias trimestral 1 recibidas 3 en proceso 1 concluidas 2',
    ])
      await write(beto, text);
    const dm = { type: 'message', channel_type: 'im', channel: im, user: ana, text: 'mi avance de Fulano' };
    await o.during(() => o.event(dm));
    const file = {
      name: 'Acta de Fulano.pdf',
      size: 10,
      url_private_download: 'https://files.slack.com/secreto',
    };
    await o.during(() =>
      o.event({ ...dm, user: beto, subtype: 'file_share', text: 'evidencia 9', files: [file] }),
    );
    await o.during(() => o.event({ type: 'app_home_opened', user: ana, tab: 'home' }), 0);

    // What fails on the way: a token that Slack no longer takes, blocks that it refuses, an answer that never ends.
    const broken = { ok: false, error: 'invalid_blocks', detail: 'Ana Belén Ficticia ana@example.com' };
    for (const method of ['respond', 'chat.postEphemeral', 'chat.postMessage', 'views.publish', 'users.info'])
      o.instead.set(method, () => broken);
    await o.command({ user_id: ana, text: 'tapitas 3.5 kg Fulano' });
    await o.command({ user_id: 'UDESCONOCIDA', text: 'tapitas 3.5 kg Fulano' });
    await o.event({ type: 'app_home_opened', user: ana, tab: 'home' });
    await new Promise((next) => setTimeout(next, 500));
    o.instead.clear();

    // Signed, but nothing that Slack sends; and forged.
    for (const text of nasties) {
      await o.send(text, 'application/json');
      await o.send(
        `payload=${encodeURIComponent(text.replace(/\p{Cs}/gu, '?'))}`,
        'application/x-www-form-urlencoded',
      );
      await o.send(
        JSON.stringify({ type: text, event: { type: text, user: ana, text: 'Fulano' } }),
        'application/json',
      );
    }
    for (let n = 0; n < 50; n += 1) await o.command({ user_id: ana, text: 'Fulano' }, { secret: 'another' });
  }, 120_000);

  it('and through the command line', async () => {
    const file = join(o.dir, 'Constancia de Fulano.pdf');
    await writeFile(file, pdf);
    for (const args of [
      ['evidencia', 'agregar', file, '--actividad', '9'],
      [
        'plantilla',
        'importar',
        await rosterFile(
          o.dir,
          [...people, ['00104', 'Dora Ficticia', 'dora@example.com', 'Otra Unidad']],
          'otra.csv',
        ),
      ],
      ['informe', 'trimestral', '1', '--salida', join(o.env.PAT_DATA_DIR!, 'informes')],
      ['verificar'],
    ]) {
      const { code, err, out } = await o.cli(args);
      expect(code, `${args} ${err}${out}`).toBe(0);
    }
  }, 120_000);

  it('what a terminal would act upon is not written to one', async () => {
    const odd = '\u001b]0;título\u0007\u009b2J\u202e';
    const all = [
      ['avance', '--unidad', `${odd}Unidad`],
      ['plantilla', 'importar', `/no/existe/${odd}.csv`],
      [odd],
    ];
    for (const { err, out } of await Promise.all(all.map((args) => o.cli(args)))) {
      expect(`${err}${out}`.length).toBeGreaterThan(5);
      expect(`${err}${out}`).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202e]/);
    }
  }, 60_000);

  it('keeps every file to its owner, while it runs and after', async () => {
    const running = await openToOthers(o.env.PAT_DATA_DIR!);
    expect(running.wrong).toEqual([]);
    expect(await o.bot.stop()).toBe(0);
    const { wrong, seen } = await openToOthers(o.env.PAT_DATA_DIR!);
    expect(wrong).toEqual([]);
    console.log(`modes: ${running.seen} and ${seen} files and folders looked at, none open to others`);
  });

  it('has said nothing of anybody, and no secret', () => {
    const log = o.bot.log();
    const lines = log.trim().split('\n');
    for (const line of lines) expect(() => JSON.parse(line), line).not.toThrow();
    const forbidden = [
      ...people.flatMap(([number, name, email]) => [number, email, ...name.split(' ')]),
      ...said.flatMap((text) =>
        text
          .split(/[\s"]+/)
          .filter(
            (word) =>
              /^[\p{L}]{7,}$/u.test(word) &&
              !/^(capacitacion|practica|registrar|evidencia|pendientes|extraordinaria)$/.test(word),
          ),
      ),
      ...[
        'Fulano',
        'secreto',
        'reservada',
        'Oculta',
        'example.com',
        botToken,
        signingSecret,
        'xoxb',
        'Dora',
        'Ficticia',
      ],
      ...[
        o.slack.ana,
        o.slack.beto,
        'UDESCONOCIDA',
        '/respond/',
        'files.slack.com',
        '<!channel>',
        'level":60,"msg":"falso',
      ],
    ].filter((word) => word.length > 2);
    const told = lines.map((line) => JSON.stringify({ ...JSON.parse(line), time: 0 })).join('\n');
    for (const word of new Set(forbidden))
      expect(mentions(told, word), `the log has «${word}»: ${lineWith(told, word)}`).toBe(false);
    console.log(
      `log at trace: ${lines.length} lines searched for ${new Set(forbidden).size} words, none found`,
    );
  });
});

const lineWith = (log: string, word: string): string =>
  log.split('\n').find((line) => line.includes(word)) ?? '';

describe('the whole bot with Teams, at the most talkative level', () => {
  let bot: RunningPat;
  let dir: string;
  let remove: () => Promise<void>;
  const words = [
    'Ficticia',
    'ana.belen',
    'Curso Reservado',
    'Fulano',
    'secretísimo',
    '29:u1',
    'd1',
    'a:personal',
  ];

  beforeAll(async () => {
    process.umask(0);
    const folder = await temporaryFolder();
    ({ remove } = folder);
    dir = join(folder.dir, 'demo');
    bot = await startPat({ PAT_DATA_DIR: dir, LOG_LEVEL: 'trace' }, ['--demo', '--sin-cliente']);
  }, 60_000);
  afterAll(async () => {
    process.umask(umask);
    await bot.stop();
    await remove();
  });

  it('says nothing of anybody, whatever Teams answers', async () => {
    let failing = 0;
    const detail = { error: { code: 'Ana Belén Ficticia', message: 'Fulano ana.belen@example.com' } };
    const connector = await serve((request, response) => {
      request.resume();
      failing += 1;
      const status = [200, 201, 400, 403, 404, 418, 500][failing % 7]!;
      const member = { id: '29:u1', email: 'ana.belen@example.com', name: 'Ana Belén Ficticia' };
      response.writeHead(status, { 'content-type': 'application/json' });
      response.end(JSON.stringify(status < 300 ? member : detail));
    });
    const activity = (more: object) => ({
      type: 'message',
      channelId: 'msteams',
      serviceUrl: connector.url,
      id: '1',
      from: { id: '29:u1', aadObjectId: 'd1', name: 'Ana Belén Ficticia' },
      recipient: { id: '28:bot' },
      conversation: { id: 'a:personal', conversationType: 'personal', tenantId: 't1' },
      channelData: { tenant: { id: 't1' } },
      ...more,
    });
    let sent = 0;
    const send = async (body: string) => {
      sent += 1;
      const response = await fetch(`${bot.url}/api/messages`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body,
      });
      expect([200, 400, 403, 501]).toContain(response.status);
    };
    for (const text of [
      'capacitacion "Curso Reservado" 2024-05-07 4h',
      'tapitas 2 kg de Fulano',
      'mi jefe Fulano me acosó',
      'motivo secretísimo',
      ...nasties,
    ]) {
      await send(JSON.stringify(activity({ text })));
      await send(
        JSON.stringify(
          activity({
            type: 'invoke',
            name: 'adaptiveCard/action',
            value: { action: { data: { words: text, course: 'Curso Reservado' } } },
          }),
        ),
      );
      await send(JSON.stringify(activity({ text, type: text.slice(0, 40) || 'x' })));
      await send(text);
    }
    await connector.close();
    const log = bot.log();
    for (const line of log.trim().split('\n')) expect(() => JSON.parse(line), line).not.toThrow();
    for (const word of words)
      expect(log.includes(word), `the log has «${word}»: ${lineWith(log, word)}`).toBe(false);
    console.log(
      `Teams log at trace: ${sent} activities, ${log.trim().split('\n').length} lines, none of ${words.length} words`,
    );
    expect((await openToOthers(dir)).wrong).toEqual([]);
    expect(await bot.stop()).toBe(0);
    expect((await openToOthers(dir)).wrong).toEqual([]);
    expect((await pat(['verificar'], { PAT_DATA_DIR: dir })).code).toBe(0);
  }, 120_000);
});
