import { BadConfig, type Env } from './variables.ts';

/** How the Slack app is reached, whatever workspaces it is in. */
export interface SlackApp {
  readonly signingSecret?: string;
  readonly appToken?: string;
  readonly apiUrl?: string;
}

export interface SlackConfig extends SlackApp {
  readonly botToken: string;
  /** Its workspace, where the configuration names it; otherwise Slack tells. */
  readonly team?: string;
}

export interface TeamsConfig {
  readonly appId: string;
  readonly appPassword?: string;
  readonly appType?: string;
  readonly tenantId?: string;
  /** Tenants whose people are no guests; that of the app itself unless the file of committees names others. */
  readonly tenants: readonly string[];
}

/** The Slack app; null where none is configured. */
export function slackAppOf(e: Env): SlackApp | null {
  if (!e.SLACK_SIGNING_SECRET && !e.SLACK_APP_TOKEN) return null;
  return {
    ...(e.SLACK_SIGNING_SECRET && { signingSecret: e.SLACK_SIGNING_SECRET }),
    ...(e.SLACK_APP_TOKEN && { appToken: e.SLACK_APP_TOKEN }),
    ...(e.SLACK_API_URL && { apiUrl: e.SLACK_API_URL }),
  };
}

/** The one workspace; null without Slack. Throws BadConfig where half of it is missing. */
export function slackOf(e: Env, app: SlackApp | null): SlackConfig | null {
  if (e.SLACK_BOT_TOKEN && app) return { ...app, botToken: e.SLACK_BOT_TOKEN };
  if (app) throw new BadConfig('SLACK_BOT_TOKEN is missing: Slack needs it beside the secret or app token');
  if (e.SLACK_BOT_TOKEN)
    throw new BadConfig(
      'SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode) is missing beside SLACK_BOT_TOKEN',
    );
  return null;
}

/** The Teams app; null without Teams. Throws BadConfig where half of it is missing. */
export function teamsOf(e: Env): TeamsConfig | null {
  if (!e.MicrosoftAppId) {
    if (e.MicrosoftAppPassword) throw new BadConfig('MicrosoftAppId is missing beside MicrosoftAppPassword');
    return null;
  }
  if (!e.MicrosoftAppPassword && e.MicrosoftAppType !== 'UserAssignedMSI')
    throw new BadConfig('MicrosoftAppPassword is missing beside MicrosoftAppId');
  if (e.MicrosoftAppType === 'SingleTenant' && !e.MicrosoftAppTenantId)
    throw new BadConfig('MicrosoftAppTenantId is missing: MicrosoftAppType is SingleTenant');
  return {
    appId: e.MicrosoftAppId,
    ...(e.MicrosoftAppPassword && { appPassword: e.MicrosoftAppPassword }),
    ...(e.MicrosoftAppType && { appType: e.MicrosoftAppType }),
    ...(e.MicrosoftAppTenantId && { tenantId: e.MicrosoftAppTenantId }),
    tenants: e.MicrosoftAppTenantId ? [e.MicrosoftAppTenantId] : [],
  };
}
