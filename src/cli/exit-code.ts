import { CommanderError } from 'commander';
import { StorageError } from '../../storage/common/errors.ts';
import { BadConfig } from '../config/variables.ts';
import { UnknownKind } from '../kinds.ts';
import { DamagedLedger } from '../ports/ledger.ts';
import { Refused } from '../refused.ts';
import { backupTexts as backups } from '../texts/backup.ts';
import { cli as texts, wrongUse } from '../texts/cli.ts';
import { damageAlarm, storageProblem } from '../texts/storage.ts';

/** What a command's error is told as, and the exit code: 1 refused or failed, 2 wrong use. */
export function exitCodeOf(error: unknown, complain: (text: string) => void): number {
  if (error instanceof CommanderError) {
    const text = wrongUse(error.code, error.message);
    if (text !== null) complain(text);
    return error.exitCode === 0 ? 0 : 2;
  }
  if (error instanceof BadConfig) {
    complain(error.message);
    return 2;
  }
  if (error instanceof Refused) {
    complain(error.message);
    return error.exitCode;
  }
  if (error instanceof UnknownKind) {
    complain(backups.unknownKind(error.kind, error.seq));
    return 2;
  }
  if (error instanceof StorageError) {
    complain(storageProblem(error.problem));
    if (['newer-format', 'newer-kind', 'newer-database'].includes(error.problem.code)) return 2;
  } else if (error instanceof DamagedLedger) complain(damageAlarm(error.damage));
  else {
    complain(texts.unexpected);
    complain(error instanceof Error ? (error.stack ?? error.message) : String(error));
  }
  return 1;
}
