import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { commands } from '../../src/activities/index.ts';
import { fold } from '../../src/input/words.ts';
import { type Sent, seconds } from '../adapters/slack/signed.ts';
import { times } from '../faults/rounds.ts';
import { cast, type Scene, scene } from '../rules/support.ts';
import { mail } from '../support/bot.ts';
import { nasty } from '../support/nasty.ts';
import {
  type Profile,
  type SlackPlatform,
  slackBefore,
  type TeamsPlatform,
  teamsBefore,
} from './platforms.ts';

const runs = times(150, 3000);
const profiles = new Map<string, Profile>(
  [cast.employee, cast.secretary, cast.nobody].map((number) => [`U${number}`, { email: mail(number) }]),
);
const users = [...profiles.keys(), 'UNADIE', '29:x', '28:otro', 'USLACKBOT', '__proto__', ''];
const called = new Set(commands.flatMap((c) => [...c.words]));

/** Something that no JSON of a platform's would hold in this place. */
const odd: fc.Arbitrary<unknown> = fc.oneof(
  nasty,
  fc.jsonValue({ maxDepth: 2 }),
  fc.constantFrom(null, true, 0, -1, 1e308, '', [], {}, [[]], [null], { __proto__: 1 }, 'x'.repeat(5000)),
);

/** The same value with some of its parts replaced, left out or doubled. */
function mutated<T>(value: fc.Arbitrary<T>): fc.Arbitrary<unknown> {
  return fc
    .tuple(
      value,
      fc.array(fc.tuple(fc.nat(60), fc.constantFrom('replace', 'drop', 'wrap', 'rename'), odd), {
        maxLength: 4,
      }),
    )
    .map(([given, changes]) =>
      changes.reduce((now, change) => changed(now, change), structuredClone(given) as unknown),
    );
}

function changed(value: unknown, [at, how, part]: [number, string, unknown]): unknown {
  const by = structuredClone(part);
  const places: [holder: Record<string, unknown>, key: string][] = [];
  const walk = (one: unknown): void => {
    if (one === null || typeof one !== 'object') return;
    for (const key of Object.keys(one)) {
      places.push([one as Record<string, unknown>, key]);
      walk((one as Record<string, unknown>)[key]);
    }
  };
  walk(value);
  const place = places[at % Math.max(1, places.length)];
  if (!place) return by;
  const [holder, key] = place;
  if (how === 'drop') delete holder[key];
  else if (how === 'wrap') holder[key] = [holder[key], by];
  else if (how === 'rename') Object.assign(holder, { [`${key}_`]: holder[key] });
  else holder[key] = by;
  return value;
}

/** Words that call nothing. */
const junk = nasty.filter((text) => {
  const words = fold(text)
    .replace(/^(\/?(pat|integridad)\b\s*)+/, '')
    .split(/[^\p{L}-]+/u);
  return !words.some((word) => called.has(word));
});
const words = fc.oneof(
  junk,
  fc.constantFrom('', 'ayuda', 'avance 9', 'tapitas', 'capacitacion', 'comite alta'),
);
const user = fc.constantFrom(...users);

async function recordsAfter(s: Scene, seq: number): Promise<string[]> {
  const kinds: string[] = [];
  for await (const { kind } of s.ledger.read('isssteson', seq + 1))
    if (kind !== 'membership.requested') kinds.push(kind);
  return kinds;
}

/** Lines of the log that say that something went wrong of which nobody had thought. */
const failures = (logged: readonly string[]): string[] =>
  logged.filter((line) => JSON.parse(line).level >= 50 && !/not delivered/.test(line));

describe('Slack', () => {
  let s: Scene;
  let slack: SlackPlatform;
  let tried = 0;
  let answered = 0;
  beforeAll(async () => {
    s = await scene({ at: '2024-05-09T17:00:00Z', demo: false });
    slack = await slackBefore(s.bot, profiles);
  });
  afterAll(async () => {
    await slack.close();
    console.log(
      `Slack fuzzing: ${tried} signed bodies, ${answered} answered with 200, 0 without an answer, 0 records`,
    );
  });

  let n = 0;
  async function send(body: string, type: string, may = [200, 400]): Promise<Sent> {
    n += 1;
    tried += 1;
    slack.logged.length = 0;
    const before = s.bot.journal.view().head.seq;
    // Each at a second of its own, so that the same body is no replay.
    const sent = await slack.send(body, type, { timestamp: seconds() - (n % 290) });
    expect(may, body).toContain(sent.status);
    expect(sent.ms).toBeLessThan(2900);
    if (sent.status === 200) answered += 1;
    expect(await recordsAfter(s, before), body).toEqual([]);
    expect(failures(slack.logged), body).toEqual([]);
    return sent;
  }
  const form = (fields: Record<string, unknown>) =>
    new URLSearchParams(
      Object.entries(fields).map(([k, v]): [string, string] => [
        k,
        typeof v === 'string' ? v : (JSON.stringify(v) ?? ''),
      ]),
    ).toString();
  const encoded = 'application/x-www-form-urlencoded';
  const asPayload = (payload: unknown) => form({ payload: JSON.stringify(payload) ?? '', n: String(n) });
  /** Whatever comes of a payload, and of changes of it, is taken. */
  const takes = (payloads: fc.Arbitrary<unknown>, sent: (payload: unknown) => Promise<Sent>) =>
    fc.assert(
      fc.asyncProperty(mutated(payloads), async (payload) => {
        await sent(payload);
      }),
      { numRuns: runs },
    );

  const command = fc.record({
    command: fc.constantFrom('/pat', '/integridad', '/otro'),
    text: words,
    user_id: user,
    team_id: fc.constantFrom('T1', 'T9', ''),
    channel_id: fc.constantFrom('C1', 'D1', ''),
    trigger_id: fc.constantFrom('t1', ''),
  });
  it('commands', () =>
    fc.assert(
      fc.asyncProperty(mutated(command), async (fields) => {
        const from = slack.said.length;
        const { status, body } = await send(form({ ...(fields as object), n: String(n) }), encoded);
        // Whoever asks is told something, whatever it was.
        const asked = status === 200 && 'command' in (fields as object) && 'user_id' in (fields as object);
        if (asked) expect(body !== '' || slack.said.length > from, JSON.stringify(fields)).toBe(true);
      }),
      { numRuns: runs },
    ));

  const action = fc.record({
    type: fc.constant('block_actions'),
    user: fc.record({ id: user, team_id: fc.constantFrom('T1', 'T9') }),
    team: fc.record({ id: fc.constant('T1') }),
    channel: fc.record({ id: fc.constantFrom('C1', 'D1') }),
    container: fc.record({ channel_id: fc.constant('C1'), is_ephemeral: fc.boolean() }),
    message: fc.record({ thread_ts: fc.constant('1.1') }),
    view: fc.record({ type: fc.constantFrom('home', 'modal') }),
    trigger_id: fc.constant('t'),
    actions: fc.array(
      fc.record({
        action_id: fc.constant('choice:0'),
        value: fc.oneof(
          words,
          words.map((w) => JSON.stringify({ w, n: w })),
          fc.constantFrom('{"w":1}', '{"w":null}', '[]', '{"__proto__":{"w":"x"}}'),
        ),
      }),
      { maxLength: 3 },
    ),
  });
  it('buttons', () => takes(action, (payload) => send(asPayload(payload), encoded)));

  const submission = fc.record({
    type: fc.constant('view_submission'),
    user: fc.record({ id: user, team_id: fc.constant('T1') }),
    view: fc.record({
      // A course may have any name: that one would be recorded.
      private_metadata: words.filter((w) => w !== 'capacitacion').map((w) => JSON.stringify({ w })),
      state: fc.record({
        values: fc.dictionary(
          fc.oneof(fc.constantFrom('field:course', 'field:date', 'field:__proto__', 'x'), nasty),
          fc.record({
            value: fc.record({
              value: nasty,
              selected_date: nasty,
              selected_option: fc.record({ value: nasty }),
            }),
          }),
          { maxKeys: 4 },
        ),
      }),
      blocks: fc.array(
        fc.record({ type: fc.constant('input'), block_id: fc.constantFrom('field:course', 'x') }),
        { maxLength: 3 },
      ),
    }),
  });
  it('forms', () => takes(submission, (payload) => send(asPayload(payload), encoded)));

  const event = fc.record({
    type: fc.constant('event_callback'),
    team_id: fc.constantFrom('T1', 'T9'),
    event_id: fc.uuid(),
    event: fc.record({
      type: fc.constantFrom('message', 'app_mention', 'app_home_opened', 'reaction_added', 'team_join'),
      subtype: fc.constantFrom(undefined, 'file_share', 'message_changed', 'channel_join'),
      user,
      bot_id: fc.constantFrom(undefined, 'B1'),
      text: words,
      channel: fc.constantFrom('C1', 'D1'),
      channel_type: fc.constantFrom('im', 'channel', 'mpim'),
      thread_ts: fc.constantFrom(undefined, '1.1'),
      tab: fc.constantFrom(undefined, 'home', 'messages'),
      files: fc.array(fc.record({ name: nasty, size: fc.integer(), url_private_download: fc.webUrl() }), {
        maxLength: 2,
      }),
    }),
  });
  it('events', () => takes(event, (payload) => send(JSON.stringify(payload) ?? '', 'application/json')));

  it('whatever bytes, as whatever type', () =>
    fc.assert(
      fc.asyncProperty(
        fc.oneof(
          nasty,
          fc.json(),
          fc.constantFrom(
            '{',
            '[]',
            'null',
            'payload=',
            'payload=%7B',
            'payload=null',
            '%',
            '%E0%A4%A',
            '{"type":"url_verification"}',
          ),
        ),
        fc.constantFrom(encoded, 'application/json', 'text/plain', 'multipart/form-data; boundary=x', ''),
        async (body, type) => {
          // The same at the same second is a replay.
          await send(body, type, [200, 400, 401]);
        },
      ),
      { numRuns: runs },
    ));

  it('and who asks rightly meanwhile is answered', async () => {
    expect(await slack.ask(`U${cast.employee}`, 'written', 'avance 9')).toContain('Actividad 9');
  });
});

describe('Teams', () => {
  let s: Scene;
  let teams: TeamsPlatform;
  let tried = 0;
  let answered = 0;
  beforeAll(async () => {
    s = await scene({ at: '2024-05-09T17:00:00Z', demo: false, platform: 'teams' });
    teams = await teamsBefore(s.bot, profiles);
  });
  afterAll(async () => {
    await teams.close();
    console.log(
      `Teams fuzzing: ${tried} activities, ${answered} answered with 200, 0 without an answer, 0 records`,
    );
  });

  async function send(activity: unknown): Promise<void> {
    tried += 1;
    teams.logged.length = 0;
    const before = s.bot.journal.view().head.seq;
    const sent = await teams.send(activity);
    const text = JSON.stringify(activity);
    expect([200, 400, 403, 501], text).toContain(sent.status);
    expect(sent.ms).toBeLessThan(9000);
    if (sent.status === 200) answered += 1;
    expect(await recordsAfter(s, before), text).toEqual([]);
    expect(failures(teams.logged), text).toEqual([]);
  }

  const about = (more: Record<string, fc.Arbitrary<unknown>>) =>
    fc
      .tuple(fc.constantFrom(...users.filter((u) => u !== '')), fc.record(more))
      .map(([who, fields]) => ({ ...teams.activity(who), ...fields }));
  const place = fc.constantFrom(
    { id: 'a:1', conversationType: 'personal', tenantId: 't1' },
    { id: '19:c@thread.tacv2;messageid=1', conversationType: 'channel', isGroup: true },
    { id: '19:g', conversationType: 'groupChat', isGroup: true },
  );
  const entities = fc.array(
    fc.record({
      type: fc.constantFrom('mention', 'clientInfo'),
      text: nasty,
      mentioned: fc.record({ id: fc.constantFrom('28:bot', '29:x') }),
    }),
    { maxLength: 3 },
  );

  it(
    'messages',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.constant(null).chain(() =>
            mutated(
              about({
                text: words,
                entities,
                conversation: place,
                value: fc.constantFrom(undefined, { words: '¿?' }, { words: 7 }),
                attachments: fc.array(odd, { maxLength: 2 }),
              }),
            ),
          ),
          send,
        ),
        { numRuns: runs },
      ),
    60_000,
  );

  const data = fc.record(
    {
      words: words.filter((w) => w !== 'capacitacion'),
      nonce: nasty,
      form: fc.oneof(
        fc.constant(true),
        odd,
        fc.record({
          title: nasty,
          words,
          submit: nasty,
          fields: fc.array(
            fc.record({
              id: nasty,
              label: nasty,
              type: fc.constantFrom('text', 'date', 'number', 'choice'),
              maxLength: fc.integer(),
            }),
            { maxLength: 3 },
          ),
        }),
      ),
      course: nasty,
      __proto__: nasty,
      'field-words': nasty,
    },
    { requiredKeys: ['words'] },
  );
  it(
    'buttons and forms',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.constant(null).chain(() =>
            mutated(
              about({
                type: fc.constant('invoke'),
                name: fc.constantFrom(
                  'adaptiveCard/action',
                  'adaptiveCard/action',
                  'task/fetch',
                  'signin/verifyState',
                  '',
                ),
                value: data.map((d) => ({
                  action: { type: 'Action.Execute', verb: 'pat', data: d },
                  trigger: 'manual',
                })),
                conversation: place,
                replyToId: fc.constantFrom(undefined, 'm1'),
              }),
            ),
          ),
          send,
        ),
        { numRuns: runs },
      ),
    60_000,
  );

  it(
    'everything else that Teams sends',
    () =>
      fc.assert(
        fc.asyncProperty(
          fc.constant(null).chain(() =>
            mutated(
              about({
                type: fc.constantFrom(
                  'conversationUpdate',
                  'installationUpdate',
                  'messageReaction',
                  'messageUpdate',
                  'typing',
                  'endOfConversation',
                  'event',
                  'trace',
                  'handoff',
                ),
                action: fc.constantFrom('add', 'remove', 'add-upgrade', undefined),
                conversation: place,
                membersAdded: fc.array(odd, { maxLength: 2 }),
              }),
            ),
          ),
          send,
        ),
        { numRuns: Math.ceil(runs / 2) },
      ),
    60_000,
  );

  it('and who asks rightly meanwhile is answered', async () => {
    expect(await teams.ask(`U${cast.employee}`, 'written', 'avance 9')).toContain('Actividad 9');
  });
});

describe('a text that is far too long', () => {
  const fillers = ['kg ', 'a ', '1', '"', '-', ',', '7 de ', '«', 'e\u0301', '.', ':', '9 '];
  const forms = [
    'capacitacion',
    'donar',
    'sesion asistencia',
    'sesion planear',
    'comite alta',
    'evidencia recibidos',
    'acuerdo nuevo',
    'entrega',
    'cifras denuncias',
  ];
  const fieldIds = [
    'course',
    'date',
    'hours',
    'amount',
    'unit',
    'note',
    'number',
    'time',
    'place',
    'numbers',
    'target',
    'received',
  ];
  const ok = {
    course: 'x',
    date: '2024-05-07',
    hours: '4',
    thing: 'clothes',
    amount: '3',
    unit: 'piezas',
    number: '00001',
    role: 'member',
    type: 'ordinaria',
  };

  it('is answered as quickly, in words and in every field', async () => {
    const s = await scene({ at: '2024-05-09T17:00:00Z' });
    let slowest = 0;
    let times = 0;
    let what = '';
    const timed = async (said: string, more: object, name: string) => {
      const began = performance.now();
      const reply = await s.ask(cast.secretary, said, more);
      const took = performance.now() - began;
      times += 1;
      if (took > slowest) [slowest, what] = [took, name];
      expect(reply.message.summary, name).not.toContain('Algo falló');
    };
    const shown = commands.map((c) => [c.words[0], ...(c.followedBy?.slice(0, 1) ?? [])].join(' '));
    for (const filler of fillers) {
      for (const size of [2000, 900_000])
        await timed(filler.repeat(size / filler.length), {}, `${filler} x ${size}`);
      for (const word of shown)
        await timed(`${word} ${filler.repeat(1900 / filler.length)}`, {}, `${word} ${filler}`);
      for (const form of forms)
        for (const id of fieldIds)
          await timed(
            form,
            { fields: { ...ok, [id]: filler.repeat(50_000 / filler.length) } },
            `${form}, ${id}: ${filler}`,
          );
    }
    console.log(`long texts: ${times} tried, the slowest took ${slowest.toFixed(0)} ms (${what})`);
    expect(slowest).toBeLessThan(1500);
  }, 60_000);
});
