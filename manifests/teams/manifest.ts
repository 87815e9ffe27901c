import { teamsTexts } from '../../src/texts/teams.ts';

/** A command that Teams suggests in the message box. */
export interface SuggestedCommand {
  readonly title: string;
  readonly description: string;
}

export interface TeamsManifestOptions {
  /** The bot's app id in Microsoft Entra; it serves as the Teams app's id too. */
  readonly appId: string;
  /** `https://` address of the bot, without a slash at its end. */
  readonly publicUrl: string;
  /** Suggested commands, the most useful first: Teams takes ten in a place. */
  readonly personal: readonly SuggestedCommand[];
  /** Those whose answer may be read by everybody, for channels and group chats. */
  readonly shared: readonly SuggestedCommand[];
  /** Semantic version; Teams offers an update when it grows. */
  readonly version: string;
  /** Whether the board is a tab: the tenant is known, whose tokens sign in there. */
  readonly tab?: boolean;
  /** Pages of the institution; Teams asks for all three. Without them the bot's own address stands there. */
  readonly pages?: { readonly website?: string; readonly privacy?: string; readonly terms?: string };
}

/** Of a command, in characters, and commands in a list (manifest schema 1.19, `bots.commandLists`). */
const limits = { commands: 10, title: 32, description: 128 } as const;

/**
 * The app manifest, schema 1.19. It asks for no consent of the organization: a bot that is mentioned or written to
 * needs none. Throws a RangeError where an option is none that Teams takes, naming it.
 */
export function teamsManifest(options: TeamsManifestOptions) {
  const { appId, publicUrl, personal, shared, version, tab = false, pages = {} } = options;
  if (!/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(appId))
    throw new RangeError('MicrosoftAppId is not a GUID');
  const address = URL.canParse(publicUrl) ? new URL(publicUrl) : null;
  if (address?.protocol !== 'https:') throw new RangeError('PAT_PUBLIC_URL must begin with https://');
  const { app } = teamsTexts;
  return {
    $schema: 'https://developer.microsoft.com/json-schemas/teams/v1.19/MicrosoftTeams.schema.json',
    manifestVersion: '1.19',
    version,
    id: appId,
    developer: {
      name: app.developer,
      websiteUrl: pages.website ?? address.origin,
      privacyUrl: pages.privacy ?? address.origin,
      termsOfUseUrl: pages.terms ?? address.origin,
    },
    name: { short: app.name, full: app.fullName },
    description: { short: app.description, full: app.longDescription },
    localizationInfo: { defaultLanguageTag: 'es-mx' },
    icons: { color: 'color.png', outline: 'outline.png' },
    accentColor: '#611232',
    defaultInstallScope: 'personal',
    defaultGroupCapability: { team: 'bot', groupchat: 'bot' },
    bots: [
      {
        botId: appId,
        scopes: ['personal', 'team', 'groupChat'],
        supportsFiles: true,
        isNotificationOnly: false,
        commandLists: [
          { scopes: ['personal'], commands: suggested(personal) },
          { scopes: ['team', 'groupChat'], commands: suggested(shared) },
        ],
      },
    ],
    ...(tab && {
      staticTabs: [
        {
          entityId: 'tablero',
          name: app.tab,
          contentUrl: `${publicUrl}/tablero/teams`,
          websiteUrl: `${publicUrl}/tablero`,
          scopes: ['personal'],
        },
        { entityId: 'conversations', scopes: ['personal'] },
      ],
      webApplicationInfo: { id: appId, resource: `api://${address.hostname}/botid-${appId}` },
    }),
    // Who writes, and answers in the own chat of team members.
    permissions: ['identity', 'messageTeamMembers'],
    validDomains: [address.hostname],
  };
}

function suggested(commands: readonly SuggestedCommand[]): SuggestedCommand[] {
  return commands.slice(0, limits.commands).map(({ title, description }) => ({
    title: shortened(title, limits.title),
    description: shortened(description, limits.description),
  }));
}

const shortened = (text: string, max: number): string =>
  text.length <= max ? text : `${text.slice(0, max - 1)}…`;
