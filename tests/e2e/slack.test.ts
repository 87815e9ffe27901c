import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, botToken, type SlackWorld, serve, startSlack } from '../adapters/slack/harness.ts';
import { postSigned, signingSecret } from '../adapters/slack/signed.ts';
import { pat, type RunningPat, rosterFile, startPat, temporaryFolder } from '../support/process.ts';

/** The whole program as a process, against Slack's emulator, as a member and a secretary use it. */
describe('the bot in Slack', () => {
  let slack: SlackWorld;
  let bot: RunningPat;
  let env: Record<string, string>;
  const closing: (() => Promise<unknown>)[] = [];
  /** What arrived at response_url. */
  const answers: { text: string; response_type: string; blocks: unknown }[] = [];
  let responseUrl = '';

  beforeAll(async () => {
    const folder = await temporaryFolder();
    slack = await startSlack();
    const inbox = await serve(async (request, response) => {
      answers.push(JSON.parse(await bodyOf(request)));
      response.end('ok');
    });
    responseUrl = `${inbox.url}/answer`;
    env = {
      PAT_DATA_DIR: `${folder.dir}/data`,
      PAT_ADMINS: 'beto@example.com',
      SLACK_BOT_TOKEN: botToken,
      SLACK_SIGNING_SECRET: signingSecret,
      SLACK_API_URL: slack.apiUrl,
      PAT_NOW: '2024-05-09T08:59:58-07:00',
      PAT_ALLOW_SIMULATED_TIME: '1',
    };
    const file = await rosterFile(folder.dir, [
      ['00101', 'Ana de Prueba', 'ana@example.com', 'Subdirección Médica'],
      ['00102', 'Beto de Prueba', 'beto@example.com', 'Dirección General'],
      ['00103', 'Carla de Prueba', 'carla@example.com', 'Dirección General'],
    ]);
    const imported = await pat(['plantilla', 'importar', file], env);
    expect(imported.code, imported.err).toBe(0);
    bot = await startPat(env);
    closing.push(() => bot.stop(), inbox.close, slack.close, folder.remove);
  }, 60_000);

  afterAll(async () => {
    for (const close of closing) await close();
  });

  async function send(fields: Record<string, string>): Promise<number> {
    const body = new URLSearchParams(fields).toString();
    return (await postSigned(`${bot.url}/slack/events`, body)).status;
  }

  let nonce = 0;
  async function say(user: string, text: string): Promise<string> {
    const before = answers.length;
    nonce += 1;
    const status = await send({
      command: '/pat',
      text,
      user_id: user,
      team_id: slack.team,
      channel_id: slack.channel,
      response_url: responseUrl,
      trigger_id: `t${nonce}`,
    });
    expect(status).toBe(200);
    await expect.poll(() => answers.length).toBe(before + 1);
    expect(answers.at(-1)?.response_type).toBe('ephemeral');
    return answers.at(-1)!.text;
  }

  it('records what an employee says, once, under a folio', async () => {
    const first = await say(slack.ana, 'tapitas 2,5 kilos');
    expect(first).toContain('2024-DON-000001');
    expect(await say(slack.ana, 'tapitas 2.5 kg')).toContain('2024-DON-000001');
    expect(await say(slack.ana, 'capacitacion "Ética pública" 2024-05-07 4h')).toContain('2024-CAP-000001');
    expect(await say(slack.ana, 'sesion celebrada 2024-04-26')).toContain('Comité');
  });

  it('answers each of the thirteen activities', async () => {
    for (let n = 1; n <= 13; n += 1) expect(await say(slack.ana, `avance ${n}`)).toContain(`Actividad ${n},`);
    expect(await say(slack.ana, 'avance 9')).toContain('33.3 % (1 de 3)');
  });

  it('posts the card of the 9th once to the channel that the secretary claimed, and counts it', async () => {
    expect(await say(slack.beto, 'canal general')).toContain('canal general');
    const cards = async () =>
      (await slack.history(slack.channel)).filter((m) => String(m.text).includes('Día de la Integridad'));
    await expect.poll(async () => (await cards()).length, { timeout: 40_000, interval: 500 }).toBe(1);
    await expect.poll(() => say(slack.beto, 'avance 6')).toContain('8.3 % (1 de 12)');
  }, 60_000);

  it('corrects and then withdraws the card where it stands, in the channel and in personal chats, also of who never wrote', async () => {
    expect(await say(slack.beto, 'tarjeta a todos si')).toContain('chat personal');
    const inChats = [slack.channel, slack.ana, slack.beto, slack.carla];
    const cards = async (about: string) => {
      const all = await Promise.all(inChats.map((to) => slack.history(to)));
      return all.map((messages) => messages.filter((m) => JSON.stringify(m).includes(about)).length);
    };
    await expect.poll(() => cards('Enterado/a'), { timeout: 50_000, interval: 500 }).toEqual([1, 1, 1, 1]);
    await say(slack.beto, 'tarjeta corregir 2024-05 "Honestidad" "Frase corregida"');
    await press('Corregir 4 mensajes');
    await expect
      .poll(() => cards('Frase corregida'), { timeout: 50_000, interval: 500 })
      .toEqual([1, 1, 1, 1]);
    expect(await cards('Día de la Integridad: Respeto')).toEqual([0, 0, 0, 0]);
    await say(slack.beto, 'tarjeta retirar 2024-05 "no era el mes"');
    await press('Retirar 4 mensajes');
    await expect.poll(() => cards('se retiró'), { timeout: 50_000, interval: 500 }).toEqual([1, 1, 1, 1]);
    expect(await cards('Enterado/a')).toEqual([0, 0, 0, 0]);
    expect(await say(slack.beto, 'avance 6')).toContain('8.3 % (1 de 12)');
  }, 200_000);

  /** Presses a button of the newest answer, as its blocks carry it. */
  async function press(label: string): Promise<void> {
    const blocks = answers.at(-1)!.blocks as {
      elements?: { text?: { text: string }; value?: string; action_id: string }[];
    }[];
    const button = blocks.flatMap((b) => b.elements ?? []).find((e) => e.text?.text === label);
    const before = answers.length;
    const payload = {
      type: 'block_actions',
      user: { id: slack.beto },
      team: { id: slack.team },
      channel: { id: slack.channel },
      response_url: responseUrl,
      trigger_id: 't-press',
      actions: [{ ...button, type: 'button', block_id: 'b', action_ts: String(before) }],
    };
    expect(await send({ payload: JSON.stringify(payload) })).toBe(200);
    await expect.poll(() => answers.length).toBe(before + 1);
  }

  it('gives the same figures on the command line beside the running bot, and an unbroken chain', async () => {
    const { out } = await pat(['avance', '--json', '--al', '2024-05-09'], env);
    const { activities, roster } = JSON.parse(out) as {
      roster: number;
      activities: { number: number; numerator: number }[];
    };
    expect(roster).toBe(3);
    expect(activities.find((a) => a.number === 9)?.numerator).toBe(1);
    expect((await pat(['verificar'], env)).code).toBe(0);
  });

  it('keeps everything over a restart, and posts nothing again', async () => {
    expect(await bot.stop()).toBe(0);
    bot = await startPat(env);
    expect(await say(slack.ana, 'capacitacion "ETICA  PUBLICA" 7/5/2024')).toContain('2024-CAP-000001');
    expect(
      (await slack.history(slack.channel)).filter((m) => String(m.text).includes('Día de la Integridad')),
    ).toHaveLength(1);
  }, 30_000);
});
