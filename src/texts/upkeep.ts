import type { Head } from '../entry.ts';
import type { FileFault } from '../evidence/types.ts';
import type { Message } from '../message.ts';
import { message, small, text } from './common.ts';
import { fullDate, number, plural } from './format.ts';

const lastBackup = (lastOn: string | null): string =>
  lastOn === null
    ? 'Todavía no hay ningún respaldo.'
    : `El último respaldo íntegro es del ${fullDate(lastOn)}.`;

/** Faults of stored files that are named at once. */
const mostFaults = 10;

/** What is wrong with a stored file, in one line. */
export const storedFault = (what: FileFault['what'], evidence: string | null): string => {
  const file = evidence === null ? 'un archivo que no es evidencia' : `el archivo de ${evidence}`;
  if (what === 'missing') return `Falta ${file}`;
  return what === 'changed' ? `Cambió ${file}` : `No se puede leer ${file}`;
};

/** What the bot says of its own upkeep. */
export const upkeepTexts = {
  backup: (what: 'failed' | 'old', why: string, lastOn: string | null): Message =>
    message(
      what === 'failed'
        ? `Alerta: el respaldo diario de los datos falló (${why === 'unmounted' ? 'su carpeta no está montada' : why}).`
        : 'Alerta: el respaldo de los datos es demasiado viejo.',
      text(
        `${lastBackup(lastOn)} Avisa a quien administra el servidor: que revise la carpeta de PAT_BACKUP_DIR y ejecute «pat respaldo». Lo repito cada día mientras siga así.`,
      ),
    ),
  evidence: (faults: readonly Pick<FileFault, 'what' | 'evidence'>[]): Message =>
    message(
      `Alerta: ${plural(faults.length, 'archivo guardado falta o cambió', 'archivos guardados faltan o cambiaron')}.`,
      { type: 'list', items: faults.slice(0, mostFaults).map((f) => storedFault(f.what, f.evidence)) },
      ...(faults.length > mostFaults ? [small(`Y ${number(faults.length - mostFaults)} más.`)] : []),
      text(
        'Los registros están íntegros; lo que falla es el archivo que los prueba. Avisa a quien administra el servidor: que ejecute «pat verificar» y lo recupere de un respaldo. Si alguien conserva el original, «evidencia NÚMERO» con el archivo lo repone. Lo repito cada día mientras siga así.',
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
