import type { ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import type { SendingLimits } from '../../src/ports/chat.ts';
import type { Connection } from '../../src/ports/connection.ts';
import type { Address } from '../../src/ports/directory.ts';
import type { Bot } from '../../src/request.ts';
import { teamsTexts } from '../../src/texts/teams.ts';
import type { WayOut } from '../common/no-proxy.ts';
import { createRefusalLog } from '../common/refusals.ts';
import { activitySchema } from './activity.ts';
import type { Reference } from './address.ts';
import { createAnswering } from './answer.ts';
import { createChat } from './chat.ts';
import { isLoopback, receive } from './edge.ts';
import type { FileAccess } from './files.ts';
import { createInbound } from './inbound.ts';
import { createMembers } from './members.ts';
import { isForeign } from './proof.ts';
import { type Credentials, type HttpAnswer, loadSdk } from './sdk.ts';

export interface TeamsOptions {
  /** The four names that botbuilder reads. Without an app id the bot serves the demo on loopback. */
  readonly appId?: string;
  readonly appPassword?: string;
  readonly appType?: string;
  readonly tenantId?: string;
  /** Tenants whose people are no guests; the app's own where they are left out. */
  readonly tenants?: readonly string[];
  readonly cloud?: Credentials['cloud'];
  readonly bot: Bot;
  readonly saveAddress: (address: Address) => Promise<void>;
  readonly log: Logger;
  /** The proxy of HTTPS_PROXY, and NO_PROXY: tokens and signing keys are fetched by them. */
  readonly proxy?: WayOut;
  /** A fetch that goes through the proxy, for files that people send; Node's own by default. */
  readonly fetch?: typeof globalThis.fetch;
  /** No token is checked and nobody but this machine is let in. */
  readonly loopbackOnly: boolean;
  /** Real milliseconds since 1970; for tests. */
  readonly now?: () => number;
  /** How fast messages to people go out; for tests. */
  readonly limits?: SendingLimits;
  /** How long Teams waits for an answer, in ms; for tests. */
  readonly patience?: { readonly message: number; readonly press: number };
}

/** The path that the bot's registration in Azure names. */
const teamsPath = '/api/messages';

/**
 * Connects to Teams. Loads Microsoft's libraries, which takes a second and a half; nothing is asked of Teams until
 * somebody writes. Throws where credentials are missing and the demo is not meant.
 */
export async function connectTeams(options: TeamsOptions): Promise<Connection> {
  const { appId, appPassword, appType, tenantId, cloud, bot, log, loopbackOnly, now = Date.now } = options;
  const credentials = appId ? { appId, appPassword, appType, tenantId, cloud } : null;
  if (credentials === null && !loopbackOnly) throw new Error('Teams needs MicrosoftAppId');

  const running = new Set<Promise<unknown>>();
  const track = (work: Promise<unknown>): void => {
    const settled = work
      .catch((error) => log.error({ err: error }, 'an answer in Teams failed'))
      .finally(() => running.delete(settled));
    running.add(settled);
  };
  // A tenant that is not named is nobody's home: anybody could claim any e-mail in a tenant of their own.
  const homes = credentials === null ? null : (options.tenants ?? (tenantId ? [tenantId] : []));
  const saveAddress = options.saveAddress;
  const members = createMembers({ lookUp: (...who) => sdk.member(...who), homes, log, now });
  const answering = createAnswering({
    sdk: () => sdk,
    saveAddress,
    track,
    log,
    app: teamsTexts.app.name,
    ...(options.patience && { patience: options.patience }),
  });
  const files = (at: Reference): FileAccess => ({
    fetch: options.fetch ?? globalThis.fetch,
    token: () => sdk.token(at),
    local: (url) => loopbackOnly && isLoopback(url.hostname),
  });
  const inbound = createInbound({ bot, members, answering, saveAddress, files, homes, log });
  const sdk = await loadSdk(
    credentials && { ...credentials, homes: homes ?? [] },
    inbound,
    options.proxy,
    options.patience?.message,
  );
  const refused = createRefusalLog(log, 'refused Teams requests');
  let stopping = false;

  async function take(...[request]: Parameters<Connection['handle']>): Promise<HttpAnswer> {
    if (stopping) return { status: 503 };
    const letter = await receive(request, loopbackOnly);
    if (!letter.ok) {
      // A look whether the bot is there is no attempt to get in.
      if (letter.status !== 405) refused(letter.reason);
      return { status: letter.status };
    }
    // Everything that is not Teams has other rules of proof in the SDK and is not let near them.
    const read = activitySchema.safeParse(letter.activity);
    if (!read.success) {
      refused('not an activity of Teams');
      return { status: 400 };
    }
    const answer = await sdk.receive(letter.authorization, letter.activity);
    if (typeof answer === 'object') {
      // Told only to who could prove to be Teams; the turn itself ended in silence.
      if (!isForeign(read.data, homes)) return answer;
      refused('foreign tenant');
      return { status: 403 };
    }
    refused(answer === 'refused' ? 'no valid token' : 'the token could not be checked');
    return { status: answer === 'refused' ? 401 : 503 };
  }

  return {
    chat: createChat({
      sdk,
      bot: credentials && { appId: credentials.appId, tenantId: homes?.[0] ?? '' },
      ...(options.limits && { limits: options.limits }),
    }),
    path: teamsPath,
    handle(request, response) {
      const work = take(request, response)
        .catch((error): HttpAnswer => {
          log.error({ err: error }, 'a Teams request failed');
          return { status: 500 };
        })
        .then((answer) => write(response, answer, !request.complete));
      track(work);
    },
    state() {
      if (credentials === null) return { ok: true, detail: 'demo: loopback only, no credentials' };
      const [first, ...others] = homes ?? [];
      if (first === undefined)
        return { ok: false, detail: 'MicrosoftAppTenantId is missing: everybody is a guest' };
      const where = others.length === 0 ? `tenant ${first}` : `${others.length + 1} tenants`;
      return { ok: true, detail: `app ${credentials.appId}, ${where}` };
    },
    async stop() {
      stopping = true;
      while (running.size > 0) await Promise.all(running);
    },
  };
}

/** `cut`: the rest of the body is not waited for. */
function write(response: ServerResponse, { status, body }: HttpAnswer, cut: boolean): void {
  if (cut) response.setHeader('connection', 'close');
  response.writeHead(status, body === undefined ? {} : { 'content-type': 'application/json; charset=utf-8' });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
