import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seconds, signingSecret } from '../adapters/slack/signed.ts';
import { mentions } from '../support/mentions.ts';
import { type Outside, outside, staff } from './world.ts';

const hostile = 'Eva <!channel> *de* <https://x.mx|Prueba> <@U1> & <at>todos</at>';

/** What anybody outside can do to the running bot, by HTTP and as Slack. */
describe('the bot seen from outside', () => {
  let o: Outside;
  let ana: string;
  let beto: string;
  const users: Record<string, Record<string, unknown>> = {};

  beforeAll(async () => {
    o = await outside({
      people: [
        ...staff,
        ['00103', hostile, 'Rosa@Example.COM', 'Dirección General'],
        ['00104', 'Gina Cuatro', 'gina@example.com', 'Dirección General'],
      ],
      env: { PAT_ADMINS: 'BETO@Example.com, otra@example.com', LOG_LEVEL: 'trace' },
    });
    ({ ana, beto } = o.slack);
    const home = { team_id: o.slack.team };
    Object.assign(users, {
      UROSA: { ...home, profile: { email: ' rosa@example.com ' } },
      UGUEST: { ...home, is_restricted: true, profile: { email: 'gina@example.com' } },
      UBOT: { ...home, is_bot: true, profile: { email: 'gina@example.com' } },
      UGONE: { ...home, deleted: true, profile: { email: 'gina@example.com' } },
      UUNSURE: { ...home, is_email_confirmed: false, profile: { email: 'gina@example.com' } },
      UFAR: { team_id: 'T_OTHER', is_stranger: true, profile: { email: 'gina@example.com' } },
      UNEW: { ...home, profile: { email: 'nadie@example.com' } },
      UNAMELESS: { ...home, profile: {} },
    });
    o.instead.set('users.info', ({ user }) => {
      const found = users[String(user)];
      return found && { ok: true, user: { id: user, ...found } };
    });
  }, 60_000);
  afterAll(() => o.close());

  describe('by HTTP', () => {
    it.each([
      ['GET', '/healthz', 200],
      ['HEAD', '/healthz', 200],
      ['POST', '/healthz', 405],
      ['GET', '/readyz', 200],
      ['HEAD', '/readyz', 200],
      ['GET', '/readyz?x=1', 200],
      ['GET', '/', 404],
      ['GET', '/slack/events', 405],
      ['PUT', '/slack/events', 405],
      ['POST', '/slack/events', 401],
      ['POST', '/slack/events/', 404],
      // Teams is off.
      ['POST', '/api/messages', 404],
      ['GET', '/..%2f..%2fetc/passwd', 404],
    ])('%s %s is %d', async (method, path, status) => {
      expect((await fetch(o.bot.url + path, { method })).status).toBe(status);
    });

    it('says a line a part', async () => {
      const { ok, parts } = await (await fetch(`${o.bot.url}/readyz`)).json();
      expect(ok).toBe(true);
      // The check of the evidence comes after the start, when it comes.
      const names = parts.map((p: { name: string }) => p.name).filter((name: string) => name !== 'evidence');
      expect(names).toEqual(['storage', 'slack']);
    });

    it('takes no big bodies', async () => {
      const body = 'x'.repeat(3_000_000);
      expect((await fetch(`${o.bot.url}/nope`, { method: 'POST', body })).status).toBe(404);
      const long = `command=%2Fpat&user_id=${ana}&text=${'a'.repeat(2_000_000)}`;
      expect((await o.send(long, 'application/x-www-form-urlencoded')).status).toBe(413);
      expect((await fetch(`${o.bot.url}/healthz`)).status).toBe(200);
    });
  });

  describe('whom it knows', () => {
    it.each([
      'UGUEST',
      'UBOT',
      'UGONE',
      'UUNSURE',
      'UFAR',
      'UNEW',
      'UNAMELESS',
    ])('records nothing for %s, and says why in that word', async (user) => {
      expect(await o.say(user, 'tapitas 1 kg')).toContain('plantilla');
      expect(await o.say(user, 'ayuda')).toContain('Soy el asistente');
    });

    it('an e-mail in any case is the same person, whose name is text wherever it stands', async () => {
      expect(await o.say('UROSA', 'tapitas 1 kg')).toContain('2024-DON-000001');
      await o.say(beto, 'comite alta 00103 vocal');
      const [who] = await o.during(() => o.command({ user_id: beto, text: 'comite' }));
      const shown = JSON.stringify(who?.body.blocks);
      expect(shown).toContain(JSON.stringify(hostile).slice(1, -1));
      expect(shown).not.toContain('mrkdwn');
      expect(await o.say(beto, 'registrar 00103 tapitas 3 kg')).not.toContain('<!channel>');
    });

    it('an administrator holds the secretary’s role until a secretary is in office', async () => {
      expect(await o.say(ana, 'comite alta 00104 vocal')).toContain('Comité');
      expect(await o.say(beto, 'comite alta 00103 secretaria')).toContain('Secretaría Ejecutiva');
      expect(await o.say(beto, 'comite baja 00103 secretaria')).toContain('es para');
      expect(await o.say('UROSA', 'comite baja 00103 secretaria')).toContain('deja de ser');
      expect(await o.say(beto, 'comite')).toContain('Comité');
    });
  });

  describe('how it is asked', () => {
    let conversation: string;
    beforeAll(async () => {
      conversation = await o.slack.conversation(ana);
    });
    const dm = (text: string, more: Record<string, unknown> = {}) => ({
      type: 'message',
      channel_type: 'im',
      channel: conversation,
      user: ana,
      text,
      ...more,
    });
    const mention = (text: string, more: Record<string, unknown> = {}) =>
      o.during(() =>
        o.event({
          type: 'app_mention',
          channel: o.slack.channel,
          user: ana,
          text: `<@${o.slack.bot}> ${text}`,
          ...more,
        }),
      );
    const methods = (calls: readonly { method: string }[]) => calls.map((c) => c.method);

    it('the same words in every place, answered once', async () => {
      const said = 'tapitas 2.5 kg';
      expect(await o.say(ana, said, { command: '/integridad' })).toContain('2024-DON-000003');
      const inDm = await o.during(() => o.event(dm(said)));
      expect(inDm).toMatchObject([{ method: 'chat.postMessage', body: { channel: conversation } }]);
      expect(inDm[0]?.body.text).toContain('2024-DON-000003');
      const inChannel = await mention(said);
      expect(methods(inChannel)).toEqual(['chat.postEphemeral']);
      expect(inChannel[0]?.body.text).toContain('2024-DON-000003');
      const pressed = await o.during(() => press({ w: said }));
      expect(pressed).toMatchObject([{ method: 'respond', body: { response_type: 'ephemeral' } }]);
    });

    it.each([
      ['avance', 'chat.postMessage'],
      ['ayuda', 'chat.postMessage'],
      ['calendario', 'chat.postMessage'],
      ['codigos', 'chat.postMessage'],
      ['mi avance', 'chat.postEphemeral'],
      ['denuncia', 'chat.postEphemeral'],
      ['capacitacion', 'chat.postEphemeral'],
      ['comite', 'chat.postEphemeral'],
    ])('%s after a mention is a %s, in the thread where it was said', async (words, method) => {
      const [call, ...more] = await mention(words, { thread_ts: '17.1' });
      expect([call?.method, more]).toEqual([method, []]);
      expect(call?.body.thread_ts).toBe('17.1');
    });

    it('is silent to bots, to edits and to talk that does not mention it', async () => {
      const silent = await o.during(async () => {
        await o.event(dm('avance', { bot_id: 'B1' }));
        await o.event(dm('avance', { user: o.slack.bot }));
        await o.event(dm('avance', { edited: { user: ana } }));
        await o.event({
          ...dm('avance'),
          subtype: 'message_changed',
          message: { user: ana, text: 'avance' },
        });
        await o.event(dm('avance', { channel: o.slack.channel, channel_type: 'channel' }));
        await o.event(dm('avance', { channel: 'G1', channel_type: 'mpim' }));
        await o.event({ type: 'app_home_opened', user: ana, tab: 'messages', channel: conversation });
        await new Promise((next) => setTimeout(next, 300));
      }, 0);
      expect(silent).toEqual([]);
      expect(methods(await o.during(() => o.event(dm('avence'))))).toEqual(['chat.postMessage']);
    });

    const press = (value: unknown, more: Record<string, unknown> = {}) =>
      o.interact({
        type: 'block_actions',
        user: { id: ana },
        channel: { id: o.slack.channel },
        response_url: o.responseUrl(),
        actions: [{ value: typeof value === 'string' ? value : JSON.stringify(value) }],
        ...more,
      });

    it('who presses is asked again, and a forged value is only words', async () => {
      const forged = await o.during(() => press({ w: 'comite alta 00101 secretaria' }));
      expect(forged[0]?.body.text).toContain('es para');
      expect((await o.during(() => press('%%')))[0]?.body.text).toContain('No entendí');
      expect(await o.say(ana, 'sesion celebrada 2024-04-26')).toContain('es para');
    });

    it('a form opens, shows its errors beside their fields, and records once', async () => {
      o.instead.set('views.open', () => ({ ok: true }));
      await o.command({ user_id: ana, text: 'capacitacion' });
      const opened = () => o.calls.findLast(({ method }) => method === 'views.open');
      await expect.poll(opened).toBeDefined();
      const view = opened()?.body.view as { blocks: { type: string }[] };
      const submit = (course: string, date: string) =>
        o.interact({
          type: 'view_submission',
          user: { id: ana },
          view: {
            ...view,
            state: {
              values: {
                'field:course': { value: { value: course } },
                'field:date': { value: { selected_date: date } },
              },
            },
          },
        });
      expect(JSON.parse((await submit('Ética', '2025-01-01')).body)).toEqual({
        response_action: 'errors',
        errors: { 'field:date': expect.stringContaining('2025') },
      });
      const [first] = await o.during(() => submit('Ética <!here>', '2024-05-07'));
      expect(first?.body.text).toContain('2024-CAP-000001');
      const [again] = await o.during(() => submit('ÉTICA  <!here> ', '2024-05-07'));
      expect(again?.body.text).toContain('2024-CAP-000001');
    });

    it('App Home shows the own checklist', async () => {
      const home = await o.during(() => o.event({ type: 'app_home_opened', user: ana, tab: 'home' }));
      expect(home).toMatchObject([
        { method: 'views.publish', body: { user_id: ana, view: { type: 'home' } } },
      ]);
    });

    it('asks for no field that it does not use', async () => {
      const bare = new URLSearchParams({ command: '/pat', user_id: ana, text: 'practica papel' });
      const sent = await o.send(bare.toString(), 'application/x-www-form-urlencoded');
      expect(JSON.parse(sent.body)).toMatchObject({ response_type: 'ephemeral' });
      expect(sent.body).toContain('2024-PRA-000001');
      const pressed = await o.during(() =>
        o.interact({
          type: 'block_actions',
          user: { id: ana },
          actions: [{ value: '{"w":"practica papel"}' }],
        }),
      );
      // The page of who opened it is published again too.
      const answers = pressed.filter(({ method }) => method !== 'views.publish');
      expect(answers).toMatchObject([{ method: 'chat.postMessage', body: { channel: ana } }]);
      const unknown = await o.send('command=%2Fpat&text=x', 'application/x-www-form-urlencoded');
      expect(unknown.status).toBe(400);
    });
  });

  describe('requests that are not Slack’s', () => {
    const body = () => new URLSearchParams({ command: '/pat', user_id: ana, text: 'practica limpieza' });
    const send = (signing: Parameters<Outside['send']>[2]) =>
      o.send(body().toString(), 'application/x-www-form-urlencoded', signing);

    it('forged, stale, from the future, unsigned: 401 and nothing recorded', async () => {
      const now = seconds();
      for (const signing of [
        { secret: 'another' },
        { timestamp: now - 400 },
        { timestamp: now + 60 },
        { signature: '' },
      ])
        expect((await send(signing)).status).toBe(401);
      expect(await o.say(ana, 'mi avance')).not.toContain('PRA-000002');
    });

    it('replayed: 401, or an empty 200 where Slack itself comes again; recorded once', async () => {
      const timestamp = seconds() - 3;
      expect((await send({ timestamp })).body).toContain('2024-PRA-000002');
      expect(await send({ timestamp })).toMatchObject({ status: 401, body: '' });
      expect(await send({ timestamp, headers: { 'x-slack-retry-num': '1' } })).toMatchObject({
        status: 200,
        body: '',
      });
      expect((await send({})).body).toContain('2024-PRA-000002');
    });
  });

  it('logs JSON lines on stdout without secrets or personal data, at any level', async () => {
    expect(await o.bot.stop()).toBe(0);
    expect(o.bot.output()).toBe(o.bot.log());
    const lines = o.bot.log().trim().split('\n');
    const log = lines.map((line) => JSON.stringify({ ...JSON.parse(line), time: 0 })).join('\n');
    expect(log).toContain('refused Slack requests');
    const forbidden = ['example.com', 'de Prueba', 'Eva ', 'xoxb', signingSecret, 'tapitas', 'Ética'];
    for (const word of [...forbidden, '00101', '00102', '00103', '00104', ana, beto, ...Object.keys(users)])
      expect(mentions(log, word), `the log has «${word}»`).toBe(false);
    await o.start();
  });
});
