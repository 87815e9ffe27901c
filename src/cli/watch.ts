import { isUnmounted, listBackups } from '../../storage/lowdb/index.ts';
import { daysBetween, localDate } from '../calendar.ts';
import { type Config, filesHome } from '../config.ts';
import { askRunning } from '../control.ts';
import { loadProgramme } from '../open/programme.ts';
import { openReader } from '../open/store.ts';
import type { Standing } from '../ports/metrics.ts';
import { programmeErrorLine } from '../texts/programme.ts';
import { watchTexts as texts } from '../texts/watch.ts';
import { backupTrouble } from '../upkeep/plan.ts';
import { commandConfigs } from './which.ts';

/** A tick that is older than this, in ms, did not come: the bot looks every five seconds and may post for twenty. */
const lateTickMs = 180_000;
/** From so many days before a secret ends a monitor is to shout. */
const secretDays = 7;

interface Look {
  readonly ok: boolean;
  readonly words: string;
}

/** `pat vigilar`: one line and the exit code for a monitor; a bot that is dead, or hangs, can't keep it from answering. */
export async function watch(say: (text: string) => void): Promise<boolean> {
  let ok = true;
  for (const { config, title } of await commandConfigs())
    ok = (await watchOne(config, (line) => say(title === null ? line : `${title} ${line}`))) && ok;
  return ok;
}

async function watchOne(config: Config, say: (text: string) => void): Promise<boolean> {
  const { programme } = await loadProgramme(config.programmePath, programmeErrorLine);
  const now = new Date();
  const asked = await askRunning(config.dataDir, { op: 'status' }).catch(() => 'hangs' as const);
  const standing = asked === 'hangs' ? null : (asked?.standing ?? null);
  const looks: Look[] = [
    {
      ok: standing !== null,
      words: texts.bot(standing !== null ? 'answers' : asked === 'hangs' ? 'hangs' : 'down'),
    },
    await storage(config, programme.committee.id, standing),
    ...(standing === null ? [] : running(standing, now)),
    await backup(config, programme.committee.id, now),
    ...secret(config, localDate(now, programme.timeZone)),
  ];
  const ok = looks.every((look) => look.ok);
  say(texts.line(ok, looks));
  return ok;
}

function running({ lastTick, platforms, paused }: Standing, now: Date): Look[] {
  const age = lastTick === null ? null : now.getTime() - lastTick * 1000;
  return [
    { ok: age !== null && age < lateTickMs, words: texts.tick(age) },
    ...platforms.map(({ name, ok }) => ({ ok, words: texts.platform(name, ok) })),
    ...(platforms.length === 0 ? [{ ok: false, words: texts.noPlatform }] : []),
    ...(paused ? [{ ok: true, words: texts.paused }] : []),
  ];
}

/** A running bot knows of damage; where none answers, the ledger is looked through here. */
async function storage(config: Config, committee: string, standing: Standing | null): Promise<Look> {
  const reader = await openReader(config).catch(() => null);
  if (!(await reader?.writable())) return { ok: false, words: texts.storage('full') };
  if (standing !== null)
    return { ok: standing.storageOk, words: texts.storage(standing.storageOk ? 'ok' : 'bad') };
  const ledger = await reader!.verify(committee).catch(() => ({ ok: false }));
  return { ok: ledger.ok, words: texts.storage(ledger.ok ? 'ok' : 'bad') };
}

async function backup(config: Config, committee: string, now: Date): Promise<Look> {
  const { backups } = config;
  if (backups === null) return { ok: true, words: texts.backup('off', null) };
  if (await isUnmounted(filesHome(config), backups.dir))
    return { ok: false, words: texts.backup('unmounted', null) };
  const all = await listBackups(backups.dir, committee).catch(() => null);
  if (all === null) return { ok: false, words: texts.backup('unreadable', null) };
  const last = all.at(-1)?.at ?? null;
  const age = last === null ? null : now.getTime() - last.getTime();
  const trouble = last === null || backupTrouble({ last, failure: null, tried: null }, now) !== null;
  return { ok: !trouble, words: texts.backup('on', age) };
}

function secret({ teams, teamsSecretExpires }: Config, today: string): Look[] {
  if (teams === null || teamsSecretExpires === null) return [];
  const left = daysBetween(today, teamsSecretExpires);
  return left > 60 ? [] : [{ ok: left > secretDays, words: texts.secret(left) }];
}
