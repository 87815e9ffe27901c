import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { fullForm } from '../../support/messages.ts';
import { bodyOf, type RunningBot, runBot, type SlackWorld, serve, startSlack } from './harness.ts';
import { textsOf, viewViolations } from './violations.ts';

let world: SlackWorld;
let running: RunningBot;
/** Where response_urls lead, and what came by them. */
let hook: {
  url: string;
  got: Record<string, unknown>[];
  answer: { status: number; body: string };
  close(): Promise<void>;
};

beforeAll(async () => {
  world = await startSlack();
  const got: Record<string, unknown>[] = [];
  const answer = { status: 200, body: 'ok' };
  const server = await serve((request, response) => {
    void bodyOf(request).then((body) => {
      got.push(JSON.parse(body));
      response.writeHead(answer.status).end(answer.body);
    });
  });
  hook = { url: `${server.url}/response`, got, answer, close: server.close };
});
afterAll(async () => {
  await hook.close();
  await world.close();
});
beforeEach(async () => {
  world.calls.length = 0;
  hook.got.length = 0;
  Object.assign(hook.answer, { status: 200, body: 'ok' });
  running = await runBot(world);
});
afterEach(async () => {
  await running.close();
});

/** What an answer waits for until the test lets it go on. */
function closedGate(): { opened: Promise<Record<string, never>>; open(): void } {
  let open: () => void = () => {};
  const opened = new Promise<Record<string, never>>((resolve) => {
    open = () => resolve({});
  });
  return { opened, open };
}

const calls = (method: string): Record<string, unknown>[] =>
  world.calls.filter((call) => call.method === method).map(({ body }) => body);
const posted = (): Record<string, unknown>[] => [
  ...calls('chat.postMessage'),
  ...calls('chat.postEphemeral'),
];
const settled = (): Promise<void> => running.connection.stop();
const said = (body: unknown): string => textsOf(body).join('\n');
const trigger = async (): Promise<string> =>
  (await world.api('views.generateTriggerId', { user_id: world.ana })).trigger_id as string;

const command = (more: Record<string, string> = {}): Record<string, string> => ({
  command: '/pat',
  text: 'avance 9',
  user_id: world.ana,
  team_id: world.team,
  channel_id: world.channel,
  ...more,
});

describe('a slash command', () => {
  it('with a response_url is acknowledged empty at once and answered there, for the person alone', async () => {
    const gate = closedGate();
    running.bot.answer(() => gate.opened);
    const { status, body } = await running.command(command({ response_url: hook.url, trigger_id: 'T.1' }));
    expect([status, body]).toEqual([200, '']);
    expect(hook.got).toEqual([]);
    gate.open();
    await settled();
    expect(hook.got).toHaveLength(1);
    expect(hook.got[0]).toMatchObject({
      response_type: 'ephemeral',
      replace_original: false,
      text: 'Respuesta a «avance 9»',
    });
    expect(running.bot.asked).toEqual([
      {
        account: { platform: 'slack', tenant: world.team, user: world.ana },
        emails: ['ana@example.com'],
        guest: false,
        where: 'direct',
        channel: world.channel,
        words: 'avance 9',
        canOpen: true,
      },
    ]);
    expect(posted()).toEqual([]);
  });

  it('without one is answered in the acknowledgement', async () => {
    const { status, body } = await running.command(command({ command: '/integridad' }));
    expect(status).toBe(200);
    expect(JSON.parse(body)).toMatchObject({ response_type: 'ephemeral', text: 'Respuesta a «avance 9»' });
  });

  it('needs no more than who and what', async () => {
    const { body } = await running.command({ command: '/pat', user_id: world.ana });
    expect(JSON.parse(body).text).toBe('Respuesta a «»');
    expect(running.bot.asked[0]).toMatchObject({
      channel: null,
      words: '',
      canOpen: false,
      account: { tenant: world.team },
    });
  });

  it('in a direct message is in no channel', async () => {
    await running.command(command({ channel_id: 'D123' }));
    expect(running.bot.asked[0]?.channel).toBeNull();
  });

  it('is answered as a direct message where the response_url is of no use', async () => {
    Object.assign(hook.answer, { status: 404, body: 'expired_url' });
    await running.command(command({ response_url: hook.url, channel_id: world.elsewhere }));
    await settled();
    expect(hook.got).toHaveLength(1);
    expect(calls('chat.postMessage')).toMatchObject([{ channel: world.ana }]);
  });

  it('is asked in plain words, whatever Slack makes of them', async () => {
    await running.command(
      command({
        text: ' capacitacion “Ética &amp; más” &lt;2024&gt; <mailto:a@b.mx|a@b.mx> <https://x.mx/a?b=1|x> <@U9|beto> <#C1|general> ',
      }),
    );
    expect(running.bot.asked[0]?.words).toBe(
      'capacitacion “Ética & más” <2024> a@b.mx https://x.mx/a?b=1 @beto #general',
    );
  });

  it('opens a form instead of answering', async () => {
    running.bot.answer(() => ({ open: fullForm }));
    const { body } = await running.command(
      command({ text: 'capacitacion', trigger_id: await trigger(), response_url: hook.url }),
    );
    await settled();
    expect(body).toBe('');
    expect(calls('views.open')).toHaveLength(1);
    expect(viewViolations(calls('views.open')[0]?.view)).toEqual([]);
    expect(hook.got).toEqual([]);
    expect(posted()).toEqual([]);
  });

  it.each([
    '',
    'expired',
  ])('answers with the message where the form cannot open (trigger %j)', async (trigger_id) => {
    running.bot.answer(() => ({
      open: fullForm,
      message: { summary: 'Formulario', blocks: [{ type: 'form', form: fullForm }] },
    }));
    await running.command(command({ text: 'capacitacion', trigger_id, response_url: hook.url }));
    await settled();
    expect(said(hook.got[0]?.blocks)).toContain('Abrir formulario');
    expect(running.bot.asked[0]?.canOpen).toBe(trigger_id !== '');
  });
});

describe('a direct message', () => {
  const message = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
    type: 'message',
    channel_type: 'im',
    user: world.ana,
    text: 'mi avance',
    ts: '1.1',
    ...more,
  });

  it('is answered once in the same conversation', async () => {
    const channel = await world.conversation(world.ana);
    const { status, body } = await running.event(message({ channel }));
    expect([status, body]).toEqual([200, '']);
    await settled();
    expect(running.bot.asked).toMatchObject([
      { where: 'direct', channel: null, words: 'mi avance', canOpen: false },
    ]);
    expect(calls('chat.postMessage')).toMatchObject([{ channel, text: 'Respuesta a «mi avance»' }]);
    expect(calls('chat.postEphemeral')).toEqual([]);
  });

  it('is acknowledged at once, whatever the answer takes', async () => {
    const gate = closedGate();
    running.bot.answer(() => gate.opened);
    const channel = await world.conversation(world.ana);
    expect((await running.event(message({ channel }))).status).toBe(200);
    expect(posted()).toEqual([]);
    gate.open();
    await settled();
    expect(posted()).toHaveLength(1);
  });

  it('is answered once where Slack delivers it twice', async () => {
    const channel = await world.conversation(world.ana);
    await running.event(message({ channel }), { event_id: 'EvTwice' });
    await running.event(
      message({ channel }),
      { event_id: 'EvTwice' },
      { headers: { 'x-slack-retry-num': '1' } },
    );
    await settled();
    expect(running.bot.asked).toHaveLength(1);
  });

  it.each([
    ['of the bot itself', () => ({ user: world.bot })],
    ['of another bot', () => ({ bot_id: 'B1' })],
    ['of Slack', () => ({ user: 'USLACKBOT' })],
    ['that was changed', () => ({ subtype: 'message_changed', message: {} })],
    ['that was edited', () => ({ edited: { user: 'U1', ts: '1' } })],
    ['that joins', () => ({ subtype: 'channel_join' })],
    ['in a channel, without a mention', () => ({ channel_type: 'channel', channel: world.channel })],
    ['of nobody', () => ({ user: undefined })],
  ])('%s stays without an answer', async (_, more) => {
    expect((await running.event(message({ channel: 'D1', ...more() }))).status).toBe(200);
    await settled();
    expect(running.bot.asked).toEqual([]);
    expect(posted()).toEqual([]);
  });
});

describe('a mention', () => {
  const mention = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
    type: 'app_mention',
    user: world.ana,
    text: `<@${world.bot}> avance`,
    channel: world.channel,
    ts: '1.1',
    ...more,
  });

  it('is answered for the person alone', async () => {
    await running.event(mention());
    await settled();
    expect(running.bot.asked).toMatchObject([{ where: 'channel', channel: world.channel, words: 'avance' }]);
    expect(calls('chat.postEphemeral')).toMatchObject([{ channel: world.channel, user: world.ana }]);
    expect(calls('chat.postMessage')).toEqual([]);
  });

  it('is answered to all where the answer is public, in its thread if it was in one', async () => {
    running.bot.answer(() => ({ visibility: 'public' }));
    await running.event(mention({ thread_ts: '1.0' }));
    await running.event(mention());
    await settled();
    expect(calls('chat.postMessage')).toMatchObject([
      { channel: world.channel, thread_ts: '1.0' },
      { channel: world.channel },
    ]);
    expect(calls('chat.postMessage')[1]).not.toHaveProperty('thread_ts');
    expect(calls('chat.postEphemeral')).toEqual([]);
  });

  it('is answered as a direct message where the person is not in the channel', async () => {
    await running.event(mention({ channel: world.elsewhere }));
    await settled();
    expect(calls('chat.postEphemeral')).toHaveLength(1);
    expect(calls('chat.postMessage')).toMatchObject([{ channel: world.ana }]);
  });
});

describe('a pressed button', () => {
  const press = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
    type: 'block_actions',
    user: { id: world.ana, team_id: world.team },
    team: { id: world.team },
    channel: { id: world.channel },
    container: { type: 'message', channel_id: world.channel },
    trigger_id: 'T.1',
    response_url: hook.url,
    actions: [
      { type: 'button', action_id: 'choice:0', value: JSON.stringify({ w: 'carta aceptar', n: 'v3' }) },
    ],
    ...more,
  });

  it('asks its words and nonce and is answered for the person alone', async () => {
    const { status, body } = await running.interact(press());
    expect([status, body]).toEqual([200, '']);
    await settled();
    expect(running.bot.asked).toMatchObject([
      { words: 'carta aceptar', nonce: 'v3', where: 'direct', channel: world.channel, canOpen: true },
    ]);
    expect(hook.got).toMatchObject([{ response_type: 'ephemeral', replace_original: false }]);
    expect(posted()).toEqual([]);
  });

  it.each([
    ['a message of the bot stays', false, 'in_channel'],
    ['what is gone at the next look is like it', true, 'ephemeral'],
    ['nothing that Slack tells is for the person alone', undefined, 'ephemeral'],
  ])('in a direct message is answered there: %s', async (_, is_ephemeral, response_type) => {
    const channel = await world.conversation(world.ana);
    await running.interact(press({ channel: { id: channel }, container: { is_ephemeral } }));
    await settled();
    expect(hook.got).toMatchObject([{ response_type, replace_original: false }]);
    expect(running.bot.asked[0]?.channel).toBeNull();
    expect(posted()).toEqual([]);
  });

  it('in a direct message without a response_url is answered by a new message', async () => {
    const channel = await world.conversation(world.ana);
    await running.interact(press({ channel: { id: channel }, response_url: undefined }));
    await settled();
    expect(calls('chat.postMessage')).toMatchObject([{ channel }]);
  });

  it('in the App Home is answered as a direct message, and the home is refreshed', async () => {
    await running.interact(
      press({
        channel: undefined,
        container: { type: 'view' },
        response_url: undefined,
        view: { type: 'home' },
      }),
    );
    await settled();
    expect(calls('chat.postMessage')).toMatchObject([{ channel: world.ana }]);
    expect(calls('views.publish')).toHaveLength(1);
  });

  it.each([
    ['no JSON', 'borra todo', { words: 'borra todo' }],
    ['another JSON', '{"w":5}', { words: '{"w":5}' }],
    ['a list', '[]', { words: '[]' }],
  ])('with a value that we did not write (%s) asks it as words', async (_, value, expected) => {
    await running.interact(press({ actions: [{ value }] }));
    await settled();
    expect(running.bot.asked).toMatchObject([expected]);
    expect(running.bot.asked[0]).not.toHaveProperty('nonce');
  });

  it('without a value asks nothing', async () => {
    expect((await running.interact(press({ actions: [{ type: 'button' }] }))).status).toBe(200);
    await settled();
    expect(running.bot.asked).toEqual([]);
  });

  it('opens a form', async () => {
    running.bot.answer(() => ({ open: fullForm }));
    await running.interact(press({ trigger_id: await trigger() }));
    await settled();
    expect(calls('views.open')).toHaveLength(1);
    expect([...hook.got, ...posted()]).toEqual([]);
  });
});

describe('a submitted form', () => {
  const submit = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
    type: 'view_submission',
    user: { id: world.ana, team_id: world.team },
    view: {
      callback_id: 'form',
      private_metadata: JSON.stringify({ w: 'capacitacion', n: 'f1' }),
      blocks: [
        { type: 'input', block_id: 'field:curso' },
        { type: 'input', block_id: 'field:fecha' },
      ],
      state: {
        values: {
          'field:curso': { value: { type: 'plain_text_input', value: 'Ética pública' } },
          'field:notas': { value: { type: 'plain_text_input', value: null } },
          'field:horas': { value: { type: 'number_input', value: '4.5' } },
          'field:fecha': { value: { type: 'datepicker', selected_date: '2024-05-07' } },
          'field:tipo': { value: { type: 'static_select', selected_option: { text: {}, value: 'ropa' } } },
          other: { value: { value: 'x' } },
        },
      },
    },
    ...more,
  });

  it('closes and is answered as a direct message', async () => {
    const { status, body } = await running.interact(submit());
    expect([status, body]).toEqual([200, '']);
    await settled();
    expect(running.bot.asked).toMatchObject([
      {
        words: 'capacitacion',
        nonce: 'f1',
        fields: { curso: 'Ética pública', horas: '4.5', fecha: '2024-05-07', tipo: 'ropa' },
        where: 'direct',
        channel: null,
      },
    ]);
    expect(running.bot.asked[0]?.fields).not.toHaveProperty('notas');
    expect(calls('chat.postMessage')).toMatchObject([{ channel: world.ana }]);
  });

  it('shows errors beside their fields, and what has no field at the first', async () => {
    running.bot.answer(() => ({ fieldErrors: { fecha: 'Esa fecha no existe.', otra: 'Falta algo.' } }));
    const { body } = await running.interact(submit());
    expect(JSON.parse(body)).toEqual({
      response_action: 'errors',
      errors: { 'field:fecha': 'Esa fecha no existe.', 'field:curso': 'Falta algo.' },
    });
    await settled();
    expect(posted()).toEqual([]);
  });
});

describe('the App Home', () => {
  it('shows the person’s checklist', async () => {
    await running.event({ type: 'app_home_opened', user: world.ana, tab: 'home', channel: 'D1' });
    await settled();
    expect(running.bot.homes).toMatchObject([{ account: { user: world.ana }, emails: ['ana@example.com'] }]);
    expect(calls('views.publish')).toMatchObject([{ user_id: world.ana }]);
    expect(viewViolations(calls('views.publish')[0]?.view)).toEqual([]);
    expect(said(calls('views.publish')[0]?.view)).toBe('Tu avance');
  });

  it('is shown again to whoever looked at it once something of theirs was recorded', async () => {
    const open = () =>
      running.event({ type: 'app_home_opened', user: world.beto, tab: 'home', channel: 'D2' });
    running.bot.answer(({ words }) => (words.startsWith('tapitas') ? { recorded: true } : {}));
    const say = (text: string) => running.command(command({ user_id: world.beto, text }));
    await say('tapitas 2 kg');
    await open();
    await expect.poll(() => calls('views.publish')).toHaveLength(1);
    await say('avance');
    await say('tapitas 3 kg');
    await settled();
    expect(running.bot.homes).toHaveLength(2);
    expect(calls('views.publish')).toMatchObject([{ user_id: world.beto }, { user_id: world.beto }]);
  });

  it('is not made for its other tab', async () => {
    await running.event({ type: 'app_home_opened', user: world.ana, tab: 'messages', channel: 'D1' });
    await settled();
    expect(running.bot.homes).toEqual([]);
  });
});

describe('where people are reached', () => {
  it('is kept once for the person and the channel', async () => {
    for (let i = 0; i < 3; i++) await running.command(command());
    expect(running.addresses).toEqual([
      { platform: 'slack', kind: 'person', tenant: world.team, id: world.ana, ref: {} },
      { platform: 'slack', kind: 'channel', tenant: world.team, id: world.channel, ref: {} },
    ]);
  });

  it('does not hold up the answer where it cannot be kept', async () => {
    await running.close();
    running = await runBot(world, { saveAddress: () => Promise.reject(new Error('disk full')) });
    expect((await running.command(command())).body).toContain('Respuesta');
  });
});

describe('a core that takes longer than Slack waits', () => {
  it('a crowd that presses at once is acknowledged before more than some are answered', async () => {
    const gate = closedGate();
    running.bot.answer(() => gate.opened.then(() => ({})));
    const crowd = Array.from({ length: 100 }, (_, n) => ({
      type: 'block_actions',
      user: { id: world.ana },
      response_url: hook.url,
      actions: [{ value: JSON.stringify({ w: `practica ${n}` }) }],
    }));
    const heard = await Promise.all(crowd.map((one) => running.interact(one)));
    expect(heard.map(({ status, body }) => `${status} ${body}`)).toEqual(Array(100).fill('200 '));
    expect(running.bot.asked.length).toBeGreaterThan(0);
    expect(running.bot.asked.length).toBeLessThanOrEqual(32);
    gate.open();
    await expect.poll(() => hook.got.length).toBe(100);
  });

  it('does not keep Slack waiting, and its answers come by themselves', async () => {
    const gate = closedGate();
    running.bot.answer(() => gate.opened.then(() => ({ fieldErrors: { curso: 'x' } })));
    const metadata = JSON.stringify({ w: 'formulario' });
    const all = await Promise.all([
      running.command(command({ text: 'sin url' })),
      running.command(command({ text: 'con url', response_url: hook.url })),
      running.interact({
        type: 'view_submission',
        user: { id: world.ana },
        view: { private_metadata: metadata, state: { values: { 'field:curso': {} } } },
      }),
      running.interact({ type: 'block_actions', user: { id: world.ana }, actions: [{ value: 'boton' }] }),
      running.event({ type: 'app_mention', channel: world.channel, user: world.ana, text: 'mencion' }),
    ]);
    for (const { status, body, ms } of all) {
      expect([status, body]).toEqual([200, '']);
      expect(ms).toBeLessThan(2950);
    }
    expect([...posted(), ...hook.got]).toEqual([]);
    gate.open();
    await settled();
    const texts = (list: Record<string, unknown>[]): unknown[] => list.map(({ text }) => text).sort();
    expect(texts(hook.got)).toEqual(['Respuesta a «con url»']);
    expect(texts(calls('chat.postEphemeral'))).toEqual(['Respuesta a «mencion»', 'Respuesta a «sin url»']);
    expect(texts(calls('chat.postMessage'))).toEqual(['Respuesta a «boton»', 'Respuesta a «formulario»']);
  });
});
