import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { slackPath } from '../../../adapters/slack/index.ts';
import { botScopes, commands, events, methods } from '../../../adapters/slack/surface.ts';
import { slackManifest } from '../../../manifests/slack/manifest.ts';

const adapter = new URL('../../../adapters/slack/', import.meta.url);
const source = readdirSync(adapter)
  .filter((name) => name.endsWith('.ts') && name !== 'surface.ts')
  .map((name) => readFileSync(new URL(name, adapter), 'utf8'))
  .join('\n');

const https = z.string().regex(/^https:\/\/[^\s]+$/);

/** The fields that docs.slack.dev/reference/app-manifest documents, with their limits; nothing else may stand there. */
const documented = z.strictObject({
  _metadata: z.strictObject({
    major_version: z.union([z.literal(1), z.literal(2)]),
    minor_version: z.number().int(),
  }),
  display_information: z.strictObject({
    name: z.string().min(1).max(35),
    description: z.string().max(140),
    long_description: z.string().min(174).max(4000),
    background_color: z.string().regex(/^#([0-9a-f]{3}|[0-9a-f]{6})$/i),
  }),
  features: z.strictObject({
    app_home: z.strictObject({
      home_tab_enabled: z.boolean(),
      messages_tab_enabled: z.boolean(),
      messages_tab_read_only_enabled: z.boolean(),
    }),
    bot_user: z.strictObject({
      display_name: z.string().regex(/^[a-z0-9._-]{1,80}$/),
      always_online: z.boolean(),
    }),
    slash_commands: z
      .array(
        z.strictObject({
          command: z.string().regex(/^\/[a-z0-9_-]{1,31}$/),
          url: https.optional(),
          description: z.string().min(1).max(2000),
          usage_hint: z.string().max(1000),
          should_escape: z.boolean(),
        }),
      )
      .max(50),
  }),
  oauth_config: z.strictObject({
    scopes: z.strictObject({ bot: z.array(z.string().regex(/^[a-z_.]+(:[a-z_.]+)*$/)).max(255) }),
  }),
  settings: z.strictObject({
    event_subscriptions: z.strictObject({
      request_url: https.optional(),
      bot_events: z.array(z.string()).max(100),
    }),
    interactivity: z.strictObject({ is_enabled: z.boolean(), request_url: https.optional() }),
    org_deploy_enabled: z.boolean(),
    socket_mode_enabled: z.boolean(),
    token_rotation_enabled: z.boolean(),
  }),
});

describe('the Slack manifest', () => {
  const http = slackManifest({ publicUrl: 'https://bot.example.com', socketMode: false });
  const socket = slackManifest({ publicUrl: null, socketMode: true });

  it('has only documented fields, within their limits', () => {
    expect(documented.parse(http)).toEqual(http);
    expect(documented.parse(socket)).toEqual(socket);
  });

  it('is the file that is checked in', () => {
    const file = readFileSync(new URL('../../../manifests/slack/manifest.json', import.meta.url), 'utf8');
    expect(JSON.parse(file)).toEqual(slackManifest({ publicUrl: null, socketMode: false }));
  });

  it('names the address of the adapter everywhere in HTTP mode, and nowhere in Socket Mode', () => {
    const address = `https://bot.example.com${slackPath}`;
    expect(http.settings.event_subscriptions).toMatchObject({ request_url: address });
    expect(http.settings.interactivity).toMatchObject({ request_url: address });
    for (const command of http.features.slash_commands) expect(command).toMatchObject({ url: address });
    expect(JSON.stringify(socket)).not.toMatch(/"(url|request_url)"/);
  });

  it('has the commands of the contract', () => {
    expect(http.features.slash_commands.map(({ command }) => command)).toEqual(['/pat', '/integridad']);
    expect(commands).toHaveLength(2);
  });

  it('asks for the scopes and events of the surface, no more', () => {
    expect(http.oauth_config.scopes.bot).toEqual(botScopes);
    expect(http.settings.event_subscriptions.bot_events).toEqual(Object.keys(events).sort());
  });
});

describe('the surface', () => {
  it('lists exactly the Web API methods that the code calls', () => {
    const called = [...source.matchAll(/\b(?:client|lookUps)\.([a-z]+\.[a-zA-Z.]+)\(/g)].map(
      ([, method]) => method ?? '',
    );
    expect([...new Set(called)].sort()).toEqual(Object.keys(methods).sort());
  });

  it('lists exactly the events that the code listens to', () => {
    const listened = /const listened = \[([^\]]+)\]/.exec(source)?.[1]?.match(/\w+/g) ?? [];
    expect(listened.map((type) => (type === 'message' ? 'message.im' : type)).sort()).toEqual(
      Object.keys(events).sort(),
    );
  });

  it('names scopes that Slack documents for its methods', () => {
    // From the reference pages of each method at docs.slack.dev.
    expect(methods).toEqual({
      'auth.test': [],
      'chat.postEphemeral': ['chat:write'],
      'chat.postMessage': ['chat:write'],
      'chat.update': ['chat:write'],
      'conversations.history': ['channels:history', 'groups:history', 'im:history'],
      'conversations.open': ['im:write'],
      'users.info': ['users:read', 'users:read.email'],
      'users.list': ['users:read', 'users:read.email'],
      'views.open': [],
      'views.publish': [],
    });
  });
});
