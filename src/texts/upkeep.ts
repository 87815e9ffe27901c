import type { Head } from '../entry.ts';
import type { Message } from '../message.ts';
import { message, small, text } from './common.ts';
import { fullDate, number, plural } from './format.ts';

const lastBackup = (lastOn: string | null): string =>
  lastOn === null
    ? 'Todavía no hay ningún respaldo.'
    : `El último respaldo íntegro es del ${fullDate(lastOn)}.`;

/** What the bot says of its own upkeep. */
export const upkeepTexts = {
  backup: (what: 'failed' | 'old', why: string, lastOn: string | null): Message =>
    message(
      what === 'failed'
        ? `Alerta: el respaldo diario de los datos falló (${why}).`
        : 'Alerta: el respaldo de los datos es demasiado viejo.',
      text(
        `${lastBackup(lastOn)} Avisa a quien administra el servidor: que revise la carpeta de PAT_BACKUP_DIR y ejecute «pat respaldo». Lo repito cada día mientras siga así.`,
      ),
    ),
  teamsSecret: (expires: string, left: number): Message =>
    message(
      left < 0
        ? `Alerta: el secreto de la app de Teams venció el ${fullDate(expires)}.`
        : `El secreto de la app de Teams vence el ${fullDate(expires)}: ${left === 0 ? 'hoy' : `en ${plural(left, 'día', 'días')}`}.`,
      text(
        'Sin él, el bot deja de contestar en Teams. Quien administra el servidor crea otro en Azure (Certificados y secretos), lo pone en MicrosoftAppPassword y anota la fecha nueva en PAT_TEAMS_SECRET_EXPIRES.',
      ),
    ),
  /** Written so that it can be given to `pat verificar --ancla` as it stands. */
  anchor: ({ seq, hash }: Head): Message =>
    message(
      `Ancla del libro de registros: ${seq}:${hash}.`,
      small(
        `Guarda este mensaje: con él se prueba después que ningún registro hasta el asiento ${number(seq)} se perdió ni cambió (pat verificar --ancla).`,
      ),
    ),
  /** A part's age in words: `hace 3 h`, `hace 2 días`. */
  age: (ms: number): string => {
    const hours = Math.floor(ms / 3_600_000);
    if (hours >= 48) return `hace ${plural(Math.floor(hours / 24), 'día', 'días')}`;
    return hours >= 1
      ? `hace ${number(hours)} h`
      : `hace ${number(Math.max(0, Math.floor(ms / 60_000)))} min`;
  },
};
