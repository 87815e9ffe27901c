import type { Jump } from '../view/shapes.ts';
import { number, plural } from './format.ts';
import { jumpText } from './restoration.ts';

const entries = (n: number): string => plural(n, 'asiento', 'asientos');

/** What the command line says of backups and restores. */
export const backupTexts = {
  backup: 'respalda la carpeta de datos, evidencias incluidas, aunque el bot esté en marcha',
  destination: 'carpeta de los respaldos; si falta, la de PAT_BACKUP_DIR',
  noDestination:
    'PAT_BACKUP_DIR: falta la carpeta de los respaldos. Defínela, o indícala con --destino CARPETA (de preferencia en otra máquina).',
  done: (folder: string, n: number, evidence: number, added: number): string =>
    `Respaldo íntegro en ${folder}: ${entries(n)}, ${plural(evidence, 'evidencia', 'evidencias')} (${plural(added, 'nueva', 'nuevas')}). Para comprobarlo ahí mismo: sha256sum -c SHA256SUMS`,
  damagedEvidence: (hashes: readonly string[]): string =>
    `Evidencias dañadas en la carpeta de datos, que no se pudieron respaldar: ${hashes.join(', ')}`,
  failed: (folder: string, code: string): string =>
    `No se pudo respaldar en ${folder} (${code}). Revisa que la carpeta exista, tenga espacio y permita escribir.`,
  upgradeFailed: (folder: string, code: string): string =>
    `Los datos son de otra versión y antes de usarlos se respaldan, pero no se pudo respaldar en ${folder} (${code}). No se cambió nada: libera espacio o define PAT_BACKUP_DIR.`,

  restore: 'recupera un respaldo; lo que había se conserva aparte y el bot inicia en pausa',
  restoreArgument: 'carpeta «pat-…» del respaldo',
  simulate: 'comprueba el respaldo y dice qué pasaría, sin cambiar nada',
  leastFolio: 'el folio más alto que alguien tiene de esa serie; se puede repetir',
  badFolio: (said: string): string =>
    `«${said}» no es un folio como los que da el bot (año, tres letras y número).`,
  otherCommittee: (found: readonly string[], wanted: string): string =>
    `El respaldo es de otro comité (${found.join(', ')}), no de «${wanted}».`,
  running:
    'El bot está en marcha. Detenlo antes de recuperar un respaldo (systemctl stop pat); no se cambió nada.',
  verified: (name: string, takenAt: string, n: number, evidence: number): string =>
    `El respaldo ${name} está íntegro: del ${takenAt}, ${entries(n)}, ${plural(evidence, 'evidencia', 'evidencias')}.`,
  damagedInside: (n: number): string =>
    `Al respaldo le faltan ${plural(n, 'evidencia', 'evidencias')}: ya estaban dañadas cuando se hizo.`,
  replaced: (
    state: 'none' | 'whole' | 'damaged',
    lost: number | null,
    place: 'folder' | 'database',
  ): string =>
    state === 'none'
      ? `En la ${place === 'folder' ? 'carpeta' : 'base'} de datos no hay un libro de registros, así que nadie sabe hasta qué folio se llegó.`
      : state === 'damaged'
        ? 'El libro que se reemplaza no se puede leer hasta el final, así que nadie sabe hasta qué folio se llegó.'
        : lost === null
          ? 'El libro que se reemplaza está íntegro, pero no es el mismo que el del respaldo.'
          : `El libro que se reemplaza está íntegro: quedan fuera ${entries(lost)} posteriores al respaldo.`,
  jumps: (jumps: readonly Jump[]): string[] =>
    jumps.length === 0
      ? ['Ningún folio se salta.']
      : ['Folios que no se usarán, para que ninguno se repita:', ...jumps.map((j) => `  ${jumpText(j)}`)],
  howToKnow: 'Si alguien tiene un folio más alto, indícalo con --folio-minimo FOLIO.',
  notCarried:
    'No se puede leer a quién se olvidó después del respaldo: revisa los oficios y repite «pat persona olvidar» con cada uno.',
  simulated: 'Simulación: no se cambió nada.',
  restored: (aside: string | null, dir: string): string =>
    aside === null
      ? `Recuperado en ${dir}.`
      : `Recuperado en ${dir}. Lo que había se conserva en ${aside}; bórralo cuando ya no haga falta.`,
  restoredInto: (n: number, files: number): string =>
    `Recuperado en la base de datos de DATABASE_URL, verificado: ${entries(n)} y ${plural(files, 'archivo', 'archivos')}.`,
  forgetAgain:
    'Si después del respaldo se olvidó a alguien, repite «pat persona olvidar» con cada oficio antes de iniciar.',
  next: 'Inicia el bot: contesta y registra, pero nada sale por su cuenta hasta que la Secretaría Ejecutiva lo confirme con «restauración».',

  unknownKind: (kind: string, seq: number): string =>
    `El libro tiene asientos que esta versión no conoce («${kind}», asiento ${number(seq)}): los escribió una versión más nueva. Actualiza el programa; no se cambió nada.`,

  watch: 'una línea sobre el estado, y código 0 o 1: para cron o un monitor',
  package: 'escribe un paquete (.tar.gz) con el programa y lo que necesita, para instalar sin internet',
  packageOutput: 'archivo que se escribe; si no se dice, pat-VERSIÓN-SISTEMA.tar.gz',
  withNode: 'incluye también este mismo Node',
  packed: (file: string, files: number, sha256: string): string =>
    `${file}: ${number(files)} archivos, SHA-256 ${sha256}. En la otra máquina: tar -xzf ARCHIVO y, en la carpeta que resulta, «./pat avance»`,
  packFailed: (why: string): string => `No se pudo armar el paquete: ${why}`,
  notInstalled: (name: string): string => `falta node_modules/${name}; ejecuta npm ci`,
};
