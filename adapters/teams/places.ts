import type { Address } from '../../src/ports/directory.ts';
import { teamsTexts } from '../../src/texts/teams.ts';
import { channelAddress, personAddress, type Reference } from './address.ts';

/** Somebody in the demo's client. */
export interface PlaygroundUser {
  readonly name: string;
  readonly email: string;
}

/**
 * Ids of the demo's client (@microsoft/m365agentsplayground 0.2.28), as it was found to behave:
 * - It has one chat of the current user with the bot, one group chat and one team of two channels, all of them from
 *   its start; conversations of other people with the bot exist but are not shown.
 * - Each place that its page opens for the first time sends `installationUpdate` (action `add`) and
 *   `conversationUpdate` (the bot was added), again after a reload.
 * - Whoever a message names as its sender, the bot hears of the current user; other people and raw activities come
 *   through `/_internal/v1/customActivities`.
 * - A channel's or group's message reaches the bot only with a mention; in a channel the conversation's id ends in
 *   `;messageid=` and the thread.
 * - What the bot posts shows at once, a post in a channel as a thread of its own. What came before the first page was
 *   opened is kept for it; a reload forgets what was there.
 */
const ids = {
  tenant: '00000000-0000-0000-0000-0000000000aa',
  bot: '28:pat-integridad-demo',
  personalChat: 'pat-personal',
  groupChat: 'pat-grupo',
  /** The team's id is that of its General channel. */
  team: 'pat-general',
  committee: 'pat-comite',
} as const;

/** The client takes exactly five users beside the current one. */
const others = 5;

const userId = (index: number): string => `usuario-${index}`;
const directoryId = (index: number): string => `00000000-0000-0000-0000-${String(index).padStart(12, '0')}`;

/**
 * The client's configuration file (YAML takes JSON). The first user is the one who writes; six are needed, so that
 * missing ones are made up and a seventh is left out.
 */
export function playgroundConfig(users: readonly PlaygroundUser[]): string {
  const account = (index: number) => {
    const { name, email } = users[index] ?? {
      name: teamsTexts.demo.filler(index + 1),
      email: `muestra${index + 1}@ejemplo.invalid`,
    };
    const [givenName = name, ...surname] = name.split(' ');
    return {
      id: userId(index),
      name,
      // The client's own spelling.
      userPrincipleName: email,
      aadObjectId: directoryId(index),
      givenName,
      surname: surname.join(' '),
      email,
    };
  };
  const config = {
    version: '0.1.1',
    tenantId: ids.tenant,
    bot: { id: ids.bot, name: teamsTexts.demo.bot },
    currentUser: account(0),
    users: Array.from({ length: others }, (_, i) => account(i + 1)),
    personalChat: { id: ids.personalChat },
    groupChat: { id: ids.groupChat, name: teamsTexts.demo.group },
    team: {
      id: ids.team,
      name: teamsTexts.demo.team,
      aadGroupId: directoryId(100),
      channels: [{ id: ids.committee, name: teamsTexts.demo.committee }],
    },
  };
  return JSON.stringify(config, null, 2);
}

/**
 * Where the demo's bot can speak before anybody wrote: the client at `url` takes posts for its places from its start,
 * and keeps those that came before its page was opened.
 */
export function playgroundPlaces(url: string): {
  readonly general: Address;
  readonly committee: Address;
  readonly group: Address;
  readonly personal: Address;
} {
  const ref = (conversation: string): Reference => ({
    serviceUrl: connectorOf(url),
    tenant: ids.tenant,
    bot: ids.bot,
    user: userId(0),
    conversation,
  });
  const channel = (id: string): Address => channelAddress(id, ref(id));
  return {
    general: channel(ids.team),
    committee: channel(ids.committee),
    group: channel(ids.groupChat),
    personal: personAddress(directoryId(0), ref(ids.personalChat)),
  };
}

/** Where the local client takes what a bot posts. */
export const connectorOf = (url: string): string => `${url}/_connector`;
