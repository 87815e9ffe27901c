import { type Config, parseConfig } from '../config.ts';
import { loadDeployment } from '../deployment.ts';
import { Refused } from '../refused.ts';
import { committeesCli as texts } from '../texts/committees.ts';

/** The committee that the command line names (`--comite`). */
let named: string | undefined;

/** Notes which committee this command is about; of a process that runs one command. */
export const nameCommittee = (id: string | undefined): void => {
  named = id;
};

interface CommandCommittee {
  readonly config: Config;
  /** Null where nobody asked which the one committee is. */
  readonly committee: string | null;
  /** What stands over its part of the answer, where there are several. */
  readonly title: string | null;
}

/** The configurations that a command is about: of the committee that is named, else of all. */
export async function commandConfigs(): Promise<readonly CommandCommittee[]> {
  const config = parseConfig(process.env);
  if (config.committeesPath === null && named === undefined)
    return [{ config, committee: null, title: null }];
  const { committees } = await loadDeployment(process.env);
  const ids = committees.map((c) => c.programme.committee.id);
  const meant = committees.filter((c) => named === undefined || c.programme.committee.id === named);
  if (meant.length === 0) throw new Refused(texts.unknown(named ?? '', ids), 2);
  return meant.map((c) => {
    const { id, shortName } = c.programme.committee;
    return {
      config: c.config,
      committee: id,
      title: committees.length > 1 ? texts.title(shortName, id) : null,
    };
  });
}

/** The configuration of the one committee that a command is about. Throws Refused where it has to be named. */
export async function commandConfig(): Promise<Config> {
  const [first, ...others] = await commandConfigs();
  if (others.length === 0) return first!.config;
  const { committees } = await loadDeployment(process.env);
  throw new Refused(texts.which(committees.map((c) => c.programme.committee.id)), 2);
}
