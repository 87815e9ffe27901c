/**
 * Everything of Slack that the code touches. The manifest is made from this list, and a test holds the code to it, so
 * that an installation never lacks a scope and never asks for one too many.
 */

/** Slash commands; both take the same words. */
export const commands = ['pat', 'integridad'] as const;

/** Events that the bot is subscribed to, each with the scope that it needs. */
export const events = {
  app_home_opened: null,
  app_mention: 'app_mentions:read',
  'message.im': 'im:history',
} as const;

/** Web API methods that the code calls, each with the scopes that it needs. */
export const methods = {
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
} as const;

/** Bot scopes of the installation, in alphabetical order. */
export const botScopes: readonly string[] = [
  ...new Set<string>([
    'commands',
    // Downloads of files that people send in a direct message.
    'files:read',
    // Uploads of documents to a direct message (files.getUploadURLExternal, files.completeUploadExternal).
    'files:write',
    ...Object.values(events).flatMap((scope) => scope ?? []),
    ...Object.values(methods).flat(),
  ]),
].sort();
