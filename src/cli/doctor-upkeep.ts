import { isUnmounted, listBackups, sameDisk } from '../../storage/lowdb/index.ts';
import { daysBetween } from '../calendar.ts';
import { type Config, filesHome } from '../config.ts';
import { doctorUpkeep as texts } from '../texts/watch.ts';
import { backupTrouble } from '../upkeep/plan.ts';
import type { View } from '../view.ts';
import type { Finding } from './doctor.ts';

/** From so many days before a secret ends it is time to see to it. */
const secretDays = 60;

/** What `doctor` finds of backups, restores, the Teams secret and who may read /metrics. */
export async function upkeepFindings(
  config: Config,
  committee: string,
  view: View | null,
  today: string,
): Promise<Finding[]> {
  const { teams, teamsSecretExpires } = config;
  const left = teams && teamsSecretExpires ? daysBetween(today, teamsSecretExpires) : null;
  return [
    ...(await backupFindings(config, committee)),
    ...(view !== null && view.paused !== null
      ? [{ mark: 'warn', what: texts.paused, how: texts.pausedHow } as const]
      : []),
    ...(teams === null
      ? []
      : [
          {
            mark: left === null || left <= secretDays ? 'warn' : 'ok',
            what: texts.secret(teamsSecretExpires, left),
            how: texts.secretHow,
          } as const,
        ]),
    ...(config.proxy === null
      ? []
      : [{ mark: 'ok', what: texts.proxy(config.proxy, config.noProxy) } as const]),
    ...(config.demo ? [] : [{ mark: 'ok', what: texts.metrics(config.metricsToken !== null) } as const]),
  ];
}

async function backupFindings(config: Config, committee: string): Promise<Finding[]> {
  const { backups, demo } = config;
  if (backups === null) return demo ? [] : [{ mark: 'warn', what: texts.noBackups, how: texts.noBackupsHow }];
  if (await isUnmounted(filesHome(config), backups.dir))
    return [{ mark: 'missing', what: texts.unmounted(backups.dir), how: texts.unreadableHow }];
  const now = new Date();
  const all = await listBackups(backups.dir, committee).catch(() => null);
  if (all === null)
    return [{ mark: 'missing', what: texts.unreadable(backups.dir), how: texts.unreadableHow }];
  const last = all.at(-1)?.at ?? null;
  const age = last === null ? null : now.getTime() - last.getTime();
  const bad = last === null || backupTrouble({ last, failure: null, tried: null }, now) !== null;
  const same = await sameDisk(backups.dir, filesHome(config));
  return [
    {
      mark: bad ? 'missing' : 'ok',
      what: texts.backups(backups.dir, all.length, age),
      how: texts.backupsHow,
    },
    ...(same === true ? [{ mark: 'warn', what: texts.sameDisk, how: texts.sameDiskHow } as const] : []),
  ];
}
