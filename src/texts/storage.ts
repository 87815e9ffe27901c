import type { FileFault, FilesChecked } from '../evidence/types.ts';
import { type Message, plain } from '../message.ts';
import type { Damage, DamageReason } from '../ports/ledger.ts';
import type { BackupFault } from '../ports/store.ts';
import { sizeOf } from './evidence.ts';
import { number, plural, shortDate } from './format.ts';
import { storedFault } from './upkeep.ts';

/** What can be wrong with a data folder, as data; `folder` and `file` are paths. */
export type StorageProblem =
  | { readonly code: 'locked'; readonly folder: string; readonly pid: number; readonly elsewhere: boolean }
  | {
      readonly code: 'other-committee';
      readonly folder: string;
      readonly found: readonly string[];
      readonly wanted: string;
    }
  | { readonly code: 'newer-format'; readonly file: string; readonly format: number }
  | { readonly code: 'no-marker'; readonly folder: string }
  | { readonly code: 'damaged-file'; readonly file: string }
  | { readonly code: 'changed'; readonly file: string }
  | { readonly code: 'unsettled'; readonly file: string }
  | { readonly code: 'unmounted'; readonly folder: string }
  | { readonly code: 'not-empty'; readonly folder: string }
  | { readonly code: 'newer-kind'; readonly folder: string; readonly kind: string; readonly seq: number }
  /** The schema's version that was found. */
  | { readonly code: 'newer-database'; readonly version: number }
  | { readonly code: 'older-database' }
  /** A table that is none of ours. */
  | { readonly code: 'other-database'; readonly table: string }
  | { readonly code: 'empty-database' }
  | { readonly code: 'not-empty-database'; readonly committee: string }
  | { readonly code: 'database-in-use' }
  /** Of a move, or of a restore. */
  | { readonly code: 'unfinished-move'; readonly restoring: boolean }
  | { readonly code: 'no-data'; readonly folder: string }
  | { readonly code: 'other-place'; readonly folder: string }
  | { readonly code: 'no-backup'; readonly folder: string }
  | ({ readonly code: 'damaged-backup'; readonly folder: string } & BackupFault);

/** The problem and what to do about it, for whoever runs the server. */
export function storageProblem(problem: StorageProblem): string {
  switch (problem.code) {
    case 'locked':
      return problem.elsewhere
        ? `Otro proceso (${problem.pid}), quizá de un contenedor, tiene abierta la carpeta ${problem.folder}. Detenlo; si ya no existe, borra el archivo «lock» de esa carpeta.`
        : `El proceso ${problem.pid} tiene abierta la carpeta ${problem.folder}. Detenlo o espera a que termine.`;
    case 'other-committee':
      return `La carpeta ${problem.folder} guarda los datos de otro comité (${problem.found.join(', ')}), no los de «${problem.wanted}». Usa otra carpeta en PAT_DATA_DIR o el programa que corresponde.`;
    case 'newer-format':
      return `${problem.file} se escribió con una versión más nueva de este programa (formato ${problem.format}). Actualiza el programa; no se cambió nada.`;
    case 'no-marker':
      return `La carpeta ${problem.folder} tiene datos, pero le falta el archivo format.json. Recupéralo de un respaldo; no se cambió nada.`;
    case 'damaged-file':
      return `El archivo ${problem.file} está dañado. Recupéralo de un respaldo; no lo borres ni lo edites.`;
    case 'changed':
      return `Otro programa cambió el archivo ${problem.file} mientras estaba en uso. No se escribe más: revisa qué lo cambió y vuelve a iniciar.`;
    case 'unsettled':
      return `No se sabe si la última escritura en ${problem.file} quedó guardada. No se escribe más: revisa el disco y vuelve a iniciar.`;
    case 'not-empty':
      return `La carpeta ${problem.folder} no está vacía. Elige una carpeta nueva para exportar.`;
    case 'newer-kind':
      return `El libro de ${problem.folder} tiene asientos que esta versión no conoce («${problem.kind}», asiento ${number(problem.seq)}): los escribió una versión más nueva. Actualiza el programa; no se cambió nada.`;
    case 'newer-database':
      return `La base de datos de DATABASE_URL es de una versión más nueva de este programa (esquema ${problem.version}). Actualiza el programa; no se cambió nada.`;
    case 'older-database':
      return 'La base de datos de DATABASE_URL es de una versión anterior de este programa. Inicia primero el bot, que la respalda y la actualiza; no se cambió nada.';
    case 'other-database':
      return `La base de datos de DATABASE_URL guarda otra cosa (tabla «${problem.table}»). Crea una base vacía para este programa; no se cambió nada.`;
    case 'empty-database':
      return 'La base de datos de DATABASE_URL todavía no tiene datos que respaldar.';
    case 'not-empty-database':
      return `La base de datos de DATABASE_URL ya guarda otros datos del comité «${problem.committee}». Usa una base vacía; no se cambió nada.`;
    case 'database-in-use':
      return 'Hay un bot en marcha sobre la base de datos de DATABASE_URL. Detén todos los procesos y repite; no se cambió nada.';
    case 'unfinished-move':
      return problem.restoring
        ? 'La recuperación del respaldo en esta base de datos quedó a medias. Ejecuta otra vez «pat restaurar»: comienza de nuevo.'
        : 'La migración a esta base de datos quedó a medias. Ejecuta otra vez «pat migrar»: sigue donde se quedó.';
    case 'no-data':
      return `La carpeta ${problem.folder} todavía no tiene datos que respaldar.`;
    case 'other-place':
      return `El respaldo no puede quedar dentro de la carpeta de datos (${problem.folder}). Elige otra carpeta, de preferencia en otra máquina.`;
    case 'unmounted':
      return `La carpeta de los respaldos (${problem.folder}) estaba en otro disco y ahora no lo está: quizá no se ha montado. No se respaldó nada. Si la carpeta es así a propósito, indica otro nombre.`;
    case 'no-backup':
      return `${problem.folder} no es un respaldo: le falta manifest.json. Indica una carpeta «pat-…» completa.`;
    case 'damaged-backup':
      return `${problem.folder}: ${faults[problem.reason]} (${problem.where}).`;
  }
}

const faults: Record<BackupFault['reason'], string> = {
  missing: 'falta un archivo',
  content: 'un archivo no es el que se guardó',
  unknown: 'hay un archivo de más',
  sums: 'las huellas no corresponden al manifiesto',
  ledger: 'el libro de registros no está íntegro',
};

const reasons: Record<DamageReason, string> = {
  missing: 'falta el archivo',
  truncated: 'faltan asientos al final del archivo',
  unreadable: 'el contenido no se puede leer',
  'not-canonical': 'el contenido no está en su forma exacta',
  schema: 'el asiento no tiene la forma debida',
  committee: 'el asiento es de otro comité',
  seq: 'el número del asiento no es el que sigue',
  prev: 'el asiento no se enlaza con el anterior',
  hash: 'la huella del asiento no coincide con su contenido',
  'duplicate-key': 'la clave del asiento ya existe',
  replaced: 'el asiento no es el que se había guardado ahí',
};

type Place = Pick<Damage, 'segment' | 'seq' | 'reason'>;

/** Where a ledger is damaged, in one line. */
export function damagePlace({ segment, seq, reason }: Place): string {
  const entry = seq === null ? '' : `, asiento ${seq}`;
  // A segment is a file; in a database it is a table.
  const where = segment.endsWith('.json') ? 'archivo' : 'tabla';
  return `${where} ${segment}${entry}: ${reasons[reason]}`;
}

/** The alarm about a damaged ledger and what to do. */
export function damageAlarm(damage: Place): string {
  return `El libro de registros está dañado (${damagePlace(damage)}). El bot dejó de registrar y no borra ni repara nada. Guarda una copia de los datos como están, recupéralos de un respaldo y compruébalos con «pat verificar».`;
}

/** What everybody reads while the ledger is damaged. */
export const ledgerDamaged = (): Message =>
  plain(
    'El libro de registros necesita revisión, así que no se registró nada.',
    'Mientras se recupera no puedo registrar ni mostrar el avance. El Comité recibe un aviso; inténtalo más tarde.',
  );

/** The alarm about a disk that takes no writes. */
export const cannotWrite = (code: string): string =>
  `El servidor no puede guardar registros (${code}). Nada de lo que se pide ahora queda registrado y cada persona lo sabe. Avisa a quien administra el servidor: quizá el disco está lleno. Cuando vuelva a guardar, el bot sigue solo.`;

export const verification = {
  /** `segments`: null where it lies in a database. */
  ok: (entries: number, segments: number | null, hash: string): string => {
    const where = segments === null ? 'la base de datos' : plural(segments, 'archivo', 'archivos');
    return `El libro está íntegro: ${plural(entries, 'asiento', 'asientos')} en ${where}. Última huella: ${hash}.`;
  },
  damaged: (damage: Place): string => `El libro está dañado: ${damagePlace(damage)}.`,
  files: ({ files, bytes }: Pick<FilesChecked, 'files' | 'bytes'>): string =>
    `La evidencia está completa: ${plural(files, 'archivo', 'archivos')}, ${sizeOf(bytes)}.`,
  fileFault: ({ what, evidence, seq, sha256 }: FileFault): string =>
    `${storedFault(what, evidence)} (asiento ${seq}, files/${sha256.slice(0, 2)}/${sha256}).`,
  filesProgress: (done: number, total: number): string =>
    `Verificando la evidencia: ${sizeOf(done)} de ${sizeOf(total)}`,
  badAnchor: (said: string): string =>
    `«${said}» no es un ancla: escríbela como se publicó, por ejemplo 1234:78c359d79ba0 (número de asiento y al menos 8 cifras de la huella).`,
  anchorHeld: (seq: number): string => `El asiento ${number(seq)} sigue en el libro con la huella del ancla.`,
  anchorBeyond: (seq: number, entries: number): string =>
    `Se perdieron asientos: el ancla es del asiento ${number(seq)} y el libro termina en el ${number(entries)}.`,
  anchorOther: (seq: number): string =>
    `El asiento ${number(seq)} no tiene la huella del ancla: el libro ya no es el mismo hasta ahí.`,
  restoredAt: (seq: number, on: string): string =>
    `Hay una recuperación de respaldo declarada en el asiento ${number(seq)}, del ${shortDate(on)}: lo posterior al respaldo se perdió entonces.`,
  progress: (done: number, total: number): string => `Verificando: ${number(done)} de ${number(total)}`,
};

export const exportation = {
  done: (entries: number, folder: string): string =>
    `Se exportaron ${plural(entries, 'asiento', 'asientos')} a ${folder}. Para comprobarlos: sha256sum -c SHA256SUMS`,
  progress: (done: number, total: number): string =>
    `Exportando: ${done} de ${plural(total, 'asiento', 'asientos')}`,
};
