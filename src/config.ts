import { z } from 'zod';

/** A variable that is not set and one that is empty are the same. */
const optional = <T extends z.ZodTypeAny>(schema: T) =>
  z.preprocess(
    (value) => (typeof value === 'string' && value.trim() === '' ? undefined : value),
    schema.optional(),
  );

const text = z.string().trim().min(1);
const instant = z
  .string()
  .datetime({ offset: true, message: 'is not an ISO instant such as 2024-05-09T08:59:30-07:00' });
const isHttp = (value: string): boolean => URL.canParse(value) && /^https?:\/\//i.test(value);
const httpUrl = text.refine(isHttp, 'is not an address that begins with http:// or https://');
const port = z
  .string()
  .trim()
  .regex(/^\d{1,5}$/, 'is not a port from 0 to 65535')
  .transform(Number)
  .refine((n) => n <= 65535, 'is not a port from 0 to 65535');
const whole = (least: number, most: number) =>
  z
    .string()
    .trim()
    .regex(/^\d{1,5}$/, `is not a number from ${least} to ${most}`)
    .transform(Number)
    .refine((n) => n >= least && n <= most, `is not a number from ${least} to ${most}`);
const emails = z
  .string()
  .transform((list) => list.split(/[\s,;]+/).filter((one) => one !== ''))
  .superRefine((list, context) => {
    const bad = list.find((one) => !/^[^@]+@[^@]+$/.test(one));
    if (bad !== undefined)
      context.addIssue({ code: 'custom', message: `has "${bad}", which is not an e-mail` });
  });
const levels = ['trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'] as const;

const schema = z.object({
  PORT: optional(port),
  HOST: optional(text),
  NODE_ENV: optional(text),
  CI: optional(text),
  PAT_DATA_DIR: optional(text),
  DATABASE_URL: optional(
    text.refine(
      (v) => /^postgres(ql)?:\/\//.test(v) && URL.canParse(v),
      'is not an address that begins with postgres://',
    ),
  ),
  PAT_FILES_DIR: optional(text),
  PAT_PROGRAMME: optional(text),
  PAT_COMMITTEES: optional(text),
  PAT_NOW: optional(instant),
  PAT_ALLOW_SIMULATED_TIME: optional(z.enum(['0', '1'], { message: 'is neither 1 nor 0' })),
  PAT_ADMINS: optional(emails),
  PAT_COMMITTEE_CHANNEL_SLACK: optional(text),
  PAT_GENERAL_CHANNEL_SLACK: optional(text),
  PAT_COMMITTEE_CHANNEL_TEAMS: optional(text),
  PAT_GENERAL_CHANNEL_TEAMS: optional(text),
  SLACK_BOT_TOKEN: optional(text),
  SLACK_SIGNING_SECRET: optional(text),
  SLACK_APP_TOKEN: optional(text),
  SLACK_API_URL: optional(
    text.refine(
      (v) => isHttp(v) && v.endsWith('/api/'),
      'is not an http or https address that ends in /api/',
    ),
  ),
  MicrosoftAppId: optional(text),
  MicrosoftAppPassword: optional(text),
  MicrosoftAppType: optional(
    z.enum(['SingleTenant', 'MultiTenant', 'UserAssignedMSI'], {
      message: 'is not SingleTenant, MultiTenant or UserAssignedMSI',
    }),
  ),
  MicrosoftAppTenantId: optional(text),
  PAT_PUBLIC_URL: optional(httpUrl),
  HTTPS_PROXY: optional(httpUrl),
  https_proxy: optional(httpUrl),
  NO_PROXY: optional(text),
  no_proxy: optional(text),
  PAT_BACKUP_DIR: optional(text),
  PAT_BACKUP_DAYS: optional(whole(1, 3650)),
  PAT_BACKUP_MONTHS: optional(whole(0, 600)),
  PAT_METRICS_TOKEN: optional(text.min(16, 'is shorter than 16 characters')),
  PAT_TEAMS_SECRET_EXPIRES: optional(z.string().trim().date('is not a date such as 2026-05-31')),
  LOG_LEVEL: optional(z.enum(levels, { message: `is not one of ${levels.join(', ')}` })),
});

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

export interface BackupConfig {
  readonly dir: string;
  /** Every backup of so many days is kept, and one a month for so many months before. */
  readonly days: number;
  readonly months: number;
}

export interface TeamsConfig {
  readonly appId: string;
  readonly appPassword?: string;
  readonly appType?: string;
  readonly tenantId?: string;
  /** Tenants whose people are no guests; that of the app itself unless the file of committees names others. */
  readonly tenants: readonly string[];
}

/** The environment, parsed once; nothing else reads it. */
export interface Config {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: string;
  /** Proxy for everything that goes out but to the hosts that `noProxy` names. */
  readonly proxy: string | null;
  readonly noProxy: string | null;
  /** Where the daily backup goes; null where nobody said. */
  readonly backups: BackupConfig | null;
  /** Without it /metrics answers this machine alone. */
  readonly metricsToken: string | null;
  /** Day on which the Teams secret ends; null where nobody said. */
  readonly teamsSecretExpires: string | null;
  /** Where links to stored files lead; null where nobody said how people reach the bot. */
  readonly linksUrl: string | null;
  readonly dataDir: string;
  /** PostgreSQL in the place of the data folder, with the folder that all instances share; null where nobody said. */
  readonly database: { readonly url: string; readonly filesDir: string } | null;
  readonly programmePath: string | null;
  /** File that lists several committees; null where there is one, which the environment itself describes. */
  readonly committeesPath: string | null;
  /** Instant at which the programme's clock starts (`--desde`, else PAT_NOW), null for real time. */
  readonly now: Date | null;
  readonly admins: readonly string[];
  readonly channels: Readonly<
    Record<'committee' | 'general', Readonly<Record<'slack' | 'teams', string | null>>>
  >;
  /** The Slack app; its workspaces are each committee's. */
  readonly slackApp: SlackApp | null;
  readonly slack: SlackConfig | null;
  readonly teams: TeamsConfig | null;
  /** No platform is configured: what runs is the demo. */
  readonly demo: boolean;
  readonly production: boolean;
  readonly ci: boolean;
  /** Null where it is not set: info under `start`, warn in a command. */
  readonly logLevel: (typeof levels)[number] | null;
}

/** A variable that can't be used; one line names it. */
export class BadConfig extends Error {}

export interface ConfigOptions {
  /** `--demo`: leaves the platforms out even where they are configured. */
  readonly demo?: boolean;
  /** `--desde`, which goes before PAT_NOW. */
  readonly since?: Date | undefined;
}

/** Parses the environment (contract, "Environment"). Throws BadConfig with one line for each variable that is wrong. */
export function parseConfig(env: NodeJS.ProcessEnv, { demo = false, since }: ConfigOptions = {}): Config {
  const read = schema.safeParse(env);
  if (!read.success)
    throw new BadConfig(read.error.issues.map((i) => `${String(i.path[0])} ${i.message}`).join('\n'));
  const e = read.data;
  const committeesPath = demo ? null : (e.PAT_COMMITTEES ?? null);
  if (committeesPath !== null) checkAlone(e);
  const slackApp = demo ? null : slackAppOf(e);
  const slack = demo || committeesPath !== null ? null : slackOf(e, slackApp);
  const teams = demo ? null : teamsOf(e);
  const real = slackApp !== null || teams !== null;
  if (committeesPath !== null && !real)
    throw new BadConfig(
      'PAT_COMMITTEES needs SLACK_SIGNING_SECRET, SLACK_APP_TOKEN or MicrosoftAppId beside it',
    );
  const clock = since ? '--desde' : e.PAT_NOW ? 'PAT_NOW' : null;
  if (clock !== null && real && e.PAT_ALLOW_SIMULATED_TIME !== '1')
    throw new BadConfig(
      `${clock} is refused while Slack or Teams is configured, unless PAT_ALLOW_SIMULATED_TIME=1`,
    );
  if (e.DATABASE_URL && !e.PAT_FILES_DIR)
    throw new BadConfig('PAT_FILES_DIR is missing beside DATABASE_URL: a folder that all instances share');
  const port = e.PORT ?? 3978;
  const host = e.HOST ?? (real ? '0.0.0.0' : '127.0.0.1');
  const publicUrl = (e.PAT_PUBLIC_URL ?? urlOf(host, port)).replace(/\/+$/, '');
  return {
    port,
    host,
    publicUrl,
    linksUrl: e.PAT_PUBLIC_URL || !real ? publicUrl : null,
    proxy: e.HTTPS_PROXY ?? e.https_proxy ?? null,
    noProxy: e.NO_PROXY ?? e.no_proxy ?? null,
    backups: e.PAT_BACKUP_DIR
      ? { dir: e.PAT_BACKUP_DIR, days: e.PAT_BACKUP_DAYS ?? 14, months: e.PAT_BACKUP_MONTHS ?? 12 }
      : null,
    metricsToken: e.PAT_METRICS_TOKEN ?? null,
    teamsSecretExpires: e.PAT_TEAMS_SECRET_EXPIRES ?? null,
    dataDir: e.PAT_DATA_DIR ?? (real ? './data' : './data-demo'),
    database: e.DATABASE_URL ? { url: e.DATABASE_URL, filesDir: e.PAT_FILES_DIR! } : null,
    programmePath: e.PAT_PROGRAMME ?? null,
    committeesPath,
    now: since ?? (e.PAT_NOW ? new Date(e.PAT_NOW) : null),
    admins: e.PAT_ADMINS ?? [],
    channels: {
      committee: {
        slack: e.PAT_COMMITTEE_CHANNEL_SLACK ?? null,
        teams: e.PAT_COMMITTEE_CHANNEL_TEAMS ?? null,
      },
      general: { slack: e.PAT_GENERAL_CHANNEL_SLACK ?? null, teams: e.PAT_GENERAL_CHANNEL_TEAMS ?? null },
    },
    slackApp,
    slack,
    teams,
    demo: !real,
    production: e.NODE_ENV === 'production',
    ci: e.CI !== undefined && e.CI !== '0' && e.CI !== 'false',
    logLevel: e.LOG_LEVEL ?? null,
  };
}

/** The address under which this machine itself reaches a server that listens on `host`. */
export function urlOf(host: string, port: number): string {
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host.includes(':') ? `[${host}]` : host;
  return `http://${name}:${port}`;
}

type Env = z.infer<typeof schema>;

/** What describes the one committee where there is no file that lists several. */
const ofOneCommittee = [
  'PAT_PROGRAMME',
  'PAT_ADMINS',
  'PAT_COMMITTEE_CHANNEL_SLACK',
  'PAT_GENERAL_CHANNEL_SLACK',
  'PAT_COMMITTEE_CHANNEL_TEAMS',
  'PAT_GENERAL_CHANNEL_TEAMS',
] as const;

function checkAlone(e: Env): void {
  const doubled = ofOneCommittee.filter((name) => e[name] !== undefined);
  if (doubled.length > 0)
    throw new BadConfig(
      doubled.map((name) => `${name} is set beside PAT_COMMITTEES, whose file says it: unset it`).join('\n'),
    );
}

function slackAppOf(e: Env): SlackApp | null {
  if (!e.SLACK_SIGNING_SECRET && !e.SLACK_APP_TOKEN) return null;
  return {
    ...(e.SLACK_SIGNING_SECRET && { signingSecret: e.SLACK_SIGNING_SECRET }),
    ...(e.SLACK_APP_TOKEN && { appToken: e.SLACK_APP_TOKEN }),
    ...(e.SLACK_API_URL && { apiUrl: e.SLACK_API_URL }),
  };
}

function slackOf(e: Env, app: SlackApp | null): SlackConfig | null {
  if (e.SLACK_BOT_TOKEN && app) return { ...app, botToken: e.SLACK_BOT_TOKEN };
  if (app) throw new BadConfig('SLACK_BOT_TOKEN is missing: Slack needs it beside the secret or app token');
  if (e.SLACK_BOT_TOKEN)
    throw new BadConfig(
      'SLACK_SIGNING_SECRET (HTTP) or SLACK_APP_TOKEN (Socket Mode) is missing beside SLACK_BOT_TOKEN',
    );
  return null;
}

function teamsOf(e: Env): TeamsConfig | null {
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

/** The folder that holds evidence, and with it what is known of the places of backups. */
export const filesHome = ({ database, dataDir }: Pick<Config, 'database' | 'dataDir'>): string =>
  database?.filesDir ?? dataDir;
