import { number, plural } from './format.ts';

/** `pat migrar`. */
export const migrateTexts = {
  command: 'lleva los datos de la carpeta a PostgreSQL, verificados; si se interrumpe, se repite y sigue',
  running:
    'El bot está en marcha. Detenlo antes de llevar los datos (systemctl stop pat); no se cambió nada.',
  noDatabase:
    'Indica en DATABASE_URL la base de datos a la que se llevan los datos y en PAT_FILES_DIR la carpeta de sus archivos.',
  nothing: (dir: string): string => `La carpeta ${dir} todavía no tiene datos que llevar.`,
  moved: (entries: number, files: number, hash: string): string =>
    `En la base de datos, verificados: ${plural(entries, 'asiento', 'asientos')} y ${plural(files, 'archivo', 'archivos')}. Última huella, la misma que antes: ${hash}.`,
  already: (entries: number, hash: string): string =>
    `Ya estaba en la base de datos y no se cambió nada: ${plural(entries, 'asiento', 'asientos')}, última huella ${hash}.`,
  damaged: (hashes: readonly string[]): string =>
    `Ya estaban dañados en la carpeta y no se llevaron: ${hashes.join(', ')}. Recupéralos de un respaldo.`,
  next: (dirs: readonly string[]): string =>
    `Desde ahora inicia el bot con DATABASE_URL y PAT_FILES_DIR. Lo que había en ${dirs.join(', ')} queda como estaba: no vuelvas a iniciar el bot sobre eso sin DATABASE_URL y bórralo cuando tengas un respaldo de la base.`,
  steps: {
    ledger: (done: number): string => `Asientos: ${number(done)}`,
    directory: (): string => 'Personas, cuentas y textos',
    files: (done: number): string => `Archivos: ${number(done)}`,
    checks: (): string => 'Verificado',
  } satisfies Record<string, (done: number) => string>,
};
