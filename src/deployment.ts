import { readFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { type ListedCommittee, parseCommittees } from './committees/file.ts';
import { type Config, type ConfigOptions, parseConfig } from './config.ts';
import { type LoadedProgramme, loadProgramme } from './open/programme.ts';
import { parseProgramme } from './programme/load.ts';
import { Refused } from './refused.ts';
import { committeesCli as texts } from './texts/committees.ts';
import { programmeErrorLine } from './texts/programme.ts';

/** A committee of the deployment, with a configuration as if it were the only one. */
export interface CommitteeSetup extends LoadedProgramme {
  readonly config: Config;
}

export interface Deployment {
  /** What holds for the whole process. */
  readonly config: Config;
  readonly committees: readonly [CommitteeSetup, ...CommitteeSetup[]];
}

/** Folder of the committees' data folders inside PAT_DATA_DIR. */
const committeesFolder = 'comites';

/**
 * The committees that the environment names: the one that it describes itself, or those of the file of PAT_COMMITTEES.
 * Throws BadConfig, and Refused with every error's place.
 */
export async function loadDeployment(
  env: NodeJS.ProcessEnv,
  options: ConfigOptions = {},
): Promise<Deployment> {
  const config = parseConfig(env, options);
  if (config.committeesPath === null) {
    const loaded = await loadProgramme(config.programmePath, programmeErrorLine);
    return { config, committees: [{ ...loaded, config }] };
  }
  return { config, committees: await listed(config, config.committeesPath, env) };
}

async function listed(
  config: Config,
  path: string,
  env: NodeJS.ProcessEnv,
): Promise<Deployment['committees']> {
  const jsonText = await readFile(path, 'utf8').catch(() => {
    throw new Refused(texts.noFile(path), 2);
  });
  const file = parseCommittees(jsonText);
  if (!file.ok) throw new Refused(texts.errors(path, file.errors.map(programmeErrorLine)), 2);
  const errors: string[] = [];
  const setups: CommitteeSetup[] = [];
  for (const [n, entry] of file.value.committees.entries()) {
    const place = `committees[${n}]`;
    const programmePath = resolve(dirname(path), entry.programme);
    const programme = await programmeOf(programmePath, entry.programme, place, errors);
    const problems = missing(config, entry, env, place);
    errors.push(...problems);
    if (programme === null || problems.length > 0) continue;
    const { id } = programme.programme.committee;
    const dataDir = entry.dataDir
      ? resolve(dirname(path), entry.dataDir)
      : join(config.dataDir, committeesFolder, id);
    if (setups.some((s) => s.programme.committee.id === id)) errors.push(texts.sameId(place, id));
    if (setups.some((s) => resolve(s.config.dataDir) === resolve(dataDir)))
      errors.push(texts.sameFolder(place, dataDir));
    const moved = config.database === null && resolve(dataDir) !== resolve(config.dataDir);
    if (moved && (await holdsData(config.dataDir, id)))
      errors.push(texts.oldData(place, resolve(config.dataDir)));
    setups.push({ ...programme, config: configOf(config, entry, env, { id, dataDir, programmePath }) });
  }
  const [first, ...others] = setups;
  if (errors.length > 0 || first === undefined) throw new Refused(texts.errors(path, errors), 2);
  return [first, ...others];
}

async function programmeOf(
  path: string,
  said: string,
  place: string,
  errors: string[],
): Promise<LoadedProgramme | null> {
  const jsonText = await readFile(path, 'utf8').catch(() => null);
  const read = jsonText === null ? null : parseProgramme(jsonText);
  if (read?.ok) return read;
  errors.push(
    read === null
      ? texts.noProgramme(place, said)
      : texts.programme(place, said, read.errors.map(programmeErrorLine)),
  );
  return null;
}

/** What a committee needs of the environment and does not find there. */
function missing(
  { slackApp, teams }: Config,
  entry: ListedCommittee,
  env: NodeJS.ProcessEnv,
  place: string,
): string[] {
  const { slack } = entry;
  return [
    ...(slack && !slackApp ? [texts.slackOff(place)] : []),
    ...(slack && !env[slack.botTokenVariable]?.trim() ? [texts.noToken(place, slack.botTokenVariable)] : []),
    ...(entry.teams && !teams ? [texts.teamsOff(place)] : []),
    ...(entry.teams && teams && !entry.teams.tenants && teams.tenants.length === 0
      ? [texts.noTenant(place)]
      : []),
  ];
}

function configOf(
  config: Config,
  { admins, channels, slack, teams }: ListedCommittee,
  env: NodeJS.ProcessEnv,
  {
    id,
    dataDir,
    programmePath,
  }: { readonly id: string; readonly dataDir: string; readonly programmePath: string },
): Config {
  const ids = (audience: 'committee' | 'general') => ({
    slack: channels[audience]?.slack ?? null,
    teams: channels[audience]?.teams ?? null,
  });
  const botToken = slack && env[slack.botTokenVariable]?.trim();
  return {
    ...config,
    dataDir,
    programmePath,
    admins,
    channels: { committee: ids('committee'), general: ids('general') },
    slack: slack && botToken ? { ...config.slackApp, botToken, team: slack.team } : null,
    teams: teams && config.teams ? { ...config.teams, tenants: teams.tenants ?? config.teams.tenants } : null,
    backups: config.backups && { ...config.backups, dir: join(config.backups.dir, id) },
  };
}

/** Whether a folder was this committee's when it was the only one. */
async function holdsData(dir: string, id: string): Promise<boolean> {
  const marker = await readFile(join(dir, 'format.json'), 'utf8').catch(() => null);
  return marker?.includes(JSON.stringify(id)) === true;
}
