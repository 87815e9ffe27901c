import { botScopes, commands, events } from '../../adapters/slack/surface.ts';
import { slackTexts } from '../../src/texts/slack.ts';

export interface ManifestOptions {
  /** Address under which Slack reaches the bot, without a slash at its end; null where it does not. */
  readonly publicUrl: string | null;
  readonly socketMode: boolean;
}

/** Where an administrator puts the bot's own address. */
const placeholder = 'https://pat.example.gob.mx';

/**
 * The app manifest that an administrator pastes into Slack ("Create an app", "From a manifest"), made from what the
 * code uses. Fields as in docs.slack.dev/reference/app-manifest.
 */
export function slackManifest({ publicUrl, socketMode }: ManifestOptions) {
  const { app } = slackTexts;
  const address = `${publicUrl ?? placeholder}/slack/events`;
  // In Socket Mode Slack takes no addresses.
  const url = socketMode ? {} : { url: address };
  const requestUrl = socketMode ? {} : { request_url: address };
  return {
    _metadata: { major_version: 1, minor_version: 1 },
    display_information: {
      name: app.name,
      description: app.description,
      long_description: app.longDescription,
      background_color: '#611232',
    },
    features: {
      app_home: { home_tab_enabled: true, messages_tab_enabled: true, messages_tab_read_only_enabled: false },
      bot_user: { display_name: app.botName, always_online: true },
      slash_commands: commands.map((name) => ({
        command: `/${name}`,
        ...url,
        description: app.commands[name].description,
        usage_hint: app.commands[name].hint,
        should_escape: false,
      })),
    },
    oauth_config: { scopes: { bot: [...botScopes] } },
    settings: {
      event_subscriptions: { ...requestUrl, bot_events: Object.keys(events).sort() },
      interactivity: { is_enabled: true, ...requestUrl },
      org_deploy_enabled: false,
      socket_mode_enabled: socketMode,
      token_rotation_enabled: false,
    },
  };
}
