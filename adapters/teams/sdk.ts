import https from 'node:https';
import type { Socket } from 'node:net';
import type { Activity as SdkActivity, TurnContext } from 'botbuilder';
import { goesDirect, type WayOut } from '../common/no-proxy.ts';
import type { Reference } from './address.ts';
import { createGate, issuerOf, mayProve } from './proof.ts';
import { aloud, quietly } from './quiet.ts';
import type { Outbound } from './render.ts';
import { failureFrom, isForged } from './sdk-error.ts';

/**
 * Everything that touches Microsoft's libraries. botbuilder and teams-ai are no longer developed; their successor
 * would take their place here, behind `TeamsSdk`.
 */
export interface TeamsSdk {
  /**
   * Takes one inbound activity as it came: checks who sent it, hands it to `turn` and gives the HTTP answer.
   * `refused`: the sender could not prove who it is; `unchecked`: its proof could not be checked now.
   */
  receive(
    authorization: string,
    activity: Readonly<Record<string, unknown>>,
  ): Promise<HttpAnswer | 'refused' | 'unchecked'>;
  /** Gives the message's id. This and what follows throw `ConnectorFailure`; nothing is tried twice. */
  send(to: Reference, message: Outbound): Promise<string>;
  update(to: Reference, messageId: string, message: Outbound): Promise<void>;
  /** Opens the person's own chat with the bot; gives its conversation id. */
  openPersonal(at: Reference, user: string): Promise<string>;
  /** The bot's token for Teams' own store of pictures; null where it has no credentials. */
  token(at: Reference): Promise<string | null>;
  /** Looks a member of a conversation up, or of its team where there is one. */
  member(at: Reference, team: string | null, user: string): Promise<Member>;
}

export interface HttpAnswer {
  readonly status: number;
  readonly body?: unknown;
}

/** The answer to an invoke, null for activities that expect none. */
export type Turn = (activity: Readonly<Record<string, unknown>>) => Promise<HttpAnswer | null>;

export interface Member {
  readonly email?: string;
  readonly userPrincipalName?: string;
  readonly tenantId?: string;
  readonly userRole?: string;
}

export interface Credentials {
  readonly appId: string;
  readonly appPassword?: string;
  readonly appType?: string;
  readonly tenantId?: string;
  /** Tenants that are served. */
  readonly homes: readonly string[];
  /** Further settings that botbuilder reads, as other clouds than the public one need them. */
  readonly cloud?: Readonly<Record<string, string>>;
}

/** The part of the SDK's connector client that is used; its own types are not the package's public face. */
interface Connector {
  readonly client: {
    readonly credentials?: { getToken?(): Promise<string> };
    readonly pipeline: {
      removePolicy(which: { name: string }): unknown;
      addPolicy(policy: {
        name: string;
        sendRequest<T>(
          request: { timeout: number },
          next: (request: { timeout: number }) => Promise<T>,
        ): Promise<T>;
      }): void;
    };
  };
  readonly conversations: {
    sendToConversation(id: string, activity: object): Promise<{ id?: string }>;
    updateActivity(id: string, activityId: string, activity: object): Promise<unknown>;
    createConversation(parameters: object): Promise<{ id?: string }>;
  };
}

const timeoutMs = 15_000;
/** Tokens that are checked at once: more than a few wait only while Microsoft's keys are not to be had. */
const mostChecks = 32;
const checkMs = 10_000;
const handled = /^(message|invoke|conversationUpdate|installationUpdate)$/;

/**
 * Loads Microsoft's libraries (1.5 s). Without credentials nobody's word is checked: loopback only.
 */
export async function loadSdk(
  credentials: Credentials | null,
  turn: Turn,
  proxy?: WayOut,
  patienceMs = checkMs,
): Promise<TeamsSdk> {
  if (proxy !== undefined) await goThrough(proxy);
  const { CloudAdapter, ConfigurationBotFrameworkAuthentication, TeamsInfo } = await import('botbuilder');
  const { Application } = await import('@microsoft/teams-ai/lib/Application.js');

  /** `CloudAdapter.process` writes each refused request to the console and wants Express; this is its core. */
  class Adapter extends CloudAdapter {
    take(authorization: string, activity: SdkActivity, logic: (context: TurnContext) => Promise<void>) {
      return this.processActivity(authorization, activity, logic);
    }
    connector(context: TurnContext): Connector {
      return context.turnState.get<Connector>(this.ConnectorClientKey) as Connector;
    }
  }
  const adapter = new Adapter(new ConfigurationBotFrameworkAuthentication(settings(credentials)));
  const app = new Application({ startTypingTimer: false, removeRecipientMention: false });
  // One route for all that is handled: teams-ai takes strings for case-insensitive substrings.
  app.activity(handled, async (context) => {
    const answer = await turn(context.activity as unknown as Record<string, unknown>);
    if (answer !== null) await context.sendActivity({ type: 'invokeResponse', value: answer });
  });

  async function speak<T>(
    at: Reference,
    act: (connector: Connector, context: TurnContext) => Promise<T>,
  ): Promise<T> {
    let left = false;
    const done: T[] = [];
    const reference = {
      channelId: 'msteams',
      serviceUrl: at.serviceUrl,
      bot: { id: at.bot, name: '' },
      conversation: {
        id: at.conversation,
        tenantId: at.tenant,
        isGroup: false,
        conversationType: '',
        name: '',
      },
    };
    try {
      await adapter.continueConversationAsync(credentials?.appId ?? '', reference, async (context) => {
        const connector = adapter.connector(context);
        const { pipeline } = connector.client;
        // The SDK would send a message up to four times when the network or the service fails.
        pipeline.removePolicy({ name: 'defaultRetryPolicy' });
        pipeline.addPolicy({
          name: 'once',
          sendRequest(request, next) {
            left = true;
            request.timeout = timeoutMs;
            return next(request);
          },
        });
        done.push(await act(connector, context));
      });
    } catch (error) {
      throw failureFrom(error, left);
    }
    return done[0] as T;
  }

  const addressed = (to: Reference, message: Outbound) => ({
    ...message,
    channelId: 'msteams',
    serviceUrl: to.serviceUrl,
    from: { id: to.bot },
    conversation: { id: to.conversation },
    ...(to.user !== null && { recipient: { id: to.user } }),
  });

  const gate = createGate(mostChecks, patienceMs);
  const issuer = issuerOf(credentials?.cloud);

  return {
    async receive(authorization, activity) {
      const anonymous = credentials === null && authorization === '';
      if (!anonymous && !mayProve(authorization, issuer, credentials?.homes ?? [])) return 'refused';
      let entered = false;
      const checked = await gate(async (check) => {
        const turned = async (context: TurnContext): Promise<void> => {
          // Its sender was told to come again.
          if (check.closed) return;
          entered = true;
          check.passed();
          await aloud(() => app.run(context));
        };
        try {
          const taken = await quietly(() =>
            adapter.take(authorization, activity as unknown as SdkActivity, turned),
          );
          return taken ?? { status: 200 };
        } catch (error) {
          if (entered) throw error;
          return isForged(error) ? ('refused' as const) : ('unchecked' as const);
        }
      });
      return checked ?? 'unchecked';
    },
    send: (to, message) =>
      speak(to, async ({ conversations }) => {
        const sent = await conversations.sendToConversation(to.conversation, addressed(to, message));
        return sent.id ?? '';
      }),
    update: (to, messageId, message) =>
      speak(to, async ({ conversations }) => {
        const changed = { ...addressed(to, message), id: messageId };
        await conversations.updateActivity(to.conversation, messageId, changed);
      }),
    openPersonal: (at, user) =>
      speak(at, async ({ conversations }) => {
        const opened = await conversations.createConversation({
          isGroup: false,
          bot: { id: at.bot },
          members: [{ id: user }],
          tenantId: at.tenant,
          channelData: { tenant: { id: at.tenant } },
        });
        return opened.id ?? '';
      }),
    token: (at) =>
      credentials === null
        ? Promise.resolve(null)
        : speak(at, async ({ client }) => (await client.credentials?.getToken?.()) ?? null),
    member: (at, team, user) =>
      speak(at, (_, context) =>
        team === null ? TeamsInfo.getMember(context, user) : TeamsInfo.getTeamMember(context, team, user),
      ),
  };
}

/**
 * The connector's client reads HTTPS_PROXY itself. What fetches tokens and signing keys does not, nor lets itself be
 * told in a way that works, but takes Node's own agent.
 */
async function goThrough({ url, except }: WayOut): Promise<void> {
  const { HttpsProxyAgent } = await import('https-proxy-agent');
  const straight = https.globalAgent;
  class Outward extends HttpsProxyAgent<string> {
    override async connect(...[request, to]: Parameters<InstanceType<typeof HttpsProxyAgent>['connect']>) {
      const direct = goesDirect(except, to.host ?? '', Number(to.port ?? 443));
      // An agent in the place of a socket takes the request over.
      return direct ? (straight as unknown as Socket) : super.connect(request, to);
    }
  }
  https.globalAgent = new Outward(url) as unknown as https.Agent;
}

function settings(credentials: Credentials | null): Record<string, string> {
  if (credentials === null) return {};
  const { appId, appPassword, appType, tenantId, cloud } = credentials;
  return {
    MicrosoftAppId: appId,
    ...(appPassword !== undefined && { MicrosoftAppPassword: appPassword }),
    ...(appType !== undefined && { MicrosoftAppType: appType }),
    ...(tenantId !== undefined && { MicrosoftAppTenantId: tenantId }),
    ...cloud,
  };
}
