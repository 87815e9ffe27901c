import {
  type SlackApp,
  type SlackConfig,
  slackAppOf,
  slackOf,
  type TeamsConfig,
  teamsOf,
} from './config/platforms.ts';
import { BadConfig, type Env, type levels, variables } from './config/variables.ts';

export interface BackupConfig {
  readonly dir: string;
  /** Every backup of so many days is kept, and one a month for so many months before. */
  readonly days: number;
  readonly months: number;
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

export interface ConfigOptions {
  /** `--demo`: leaves the platforms out even where they are configured. */
  readonly demo?: boolean;
  /** `--desde`, which goes before PAT_NOW. */
  readonly since?: Date | undefined;
}

/** Parses the environment (contract, "Environment"). Throws BadConfig with one line for each variable that is wrong. */
export function parseConfig(env: NodeJS.ProcessEnv, { demo = false, since }: ConfigOptions = {}): Config {
  const read = variables.safeParse(env);
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

/** The folder that holds evidence, and with it what is known of the places of backups. */
export const filesHome = ({ database, dataDir }: Pick<Config, 'database' | 'dataDir'>): string =>
  database?.filesDir ?? dataDir;
