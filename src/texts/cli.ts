import { join, plural } from './format.ts';

/** What the server's command line says. */
export const registers = {
  refused: (n: number): string =>
    `La lista tiene ${plural(n, 'error', 'errores')}; no se registró nada. Corrígela y vuelve a intentarlo:`,
  notStored: 'No se pudo guardar; no se registró nada. El detalle está en el registro del bot.',
  line: (row: number, recorded: boolean, summary: string): string =>
    `Fila ${row}: ${recorded ? '' : '(sin registrar) '}${summary}`,
  wouldBe: (row: number, who: string, words: string): string =>
    `Fila ${row}: se registraría a ${who}: ${words}`,
  done: (rows: number, simulated: boolean): string =>
    `${plural(rows, 'fila revisada', 'filas revisadas')}${simulated ? '; simulación: no se registró nada' : ''}.`,
};

export const cli = {
  description:
    'Asistente del Programa Anual de Trabajo (PAT) de un Comité de Ética e Integridad, en Slack y Microsoft Teams',
  help: 'muestra esta ayuda',
  commandHelp: 'muestra la ayuda de un comando',
  titles: {
    'Usage:': 'Uso:',
    'Commands:': 'Comandos:',
    'Options:': 'Opciones:',
    'Arguments:': 'Argumentos:',
  } as Record<string, string>,
  options: '[opciones]',
  command: '[comando]',
  start: 'inicia el bot; sin plataformas configuradas, la demostración',
  startSince: 'el reloj del programa empieza en este instante ISO',
  startDemo: 'la demostración, aunque haya plataformas configuradas',
  startNoClient: 'sin abrir el cliente de chat local de la demostración',
  roster: 'la plantilla de personal',
  rosterImport: 'actualiza la plantilla con un archivo CSV o XLSX',
  file: 'archivo CSV o XLSX',
  simulate: 'dice qué cambiaría, sin cambiar nada',
  complete: 'el archivo es la plantilla completa: quien no aparece causa baja',
  records: 'registros hechos en papel',
  recordsImport: 'registra una lista CSV o XLSX: numero_empleado, registro, detalle, fecha, horas, cantidad',
  accredited: 'la lista acredita (lista de asistencia, constancias), no solo declara',
  evidence: 'la evidencia de actividades y registros',
  evidenceAdd: 'agrega archivos o enlaces como evidencia de una actividad, de un registro o de una hoja',
  evidenceFiles: 'PDF, imágenes, Word, Excel, PowerPoint o correos; o enlaces https://',
  evidenceActivity: 'número de la actividad',
  evidenceFolio: 'folio del registro',
  evidenceDate: 'fecha de la evidencia; si falta, la del registro o la de hoy',
  evidenceSheet: 'número de la hoja de firmas cuya foto es',
  evidenceNote: 'una nota que se guarda con la evidencia',
  evidenceWhere: 'Falta decir de qué es evidencia: --actividad N, --folio FOLIO o --hoja N, uno solo.',
  evidenceList: 'toda la evidencia registrada',
  progress: 'el avance del programa, sin chat',
  json: 'como JSON',
  asOf: 'avance a ese día',
  knownOn: 'como se conocía ese día',
  ofProgramme: 'año o identificador del programa; si no se indica, el del día',
  activity: 'solo esta actividad',
  unit: 'solo esta unidad',
  role: 'da el cargo de Secretaría Ejecutiva a una persona de la plantilla, y se avisa al Comité',
  roleNumber: 'número de empleado',
  roleName: 'secretaria',
  verify: 'comprueba la cadena completa del libro de registros',
  verifyAnchor: 'comprueba además que el libro contiene esta ancla (ASIENTO:HUELLA); se puede repetir',
  export: 'exporta todos los asientos como JSON por líneas, con sus huellas',
  folder: 'carpeta nueva o vacía',
  sheet: 'imprime una hoja para firmas en PDF',
  sheetNumber: 'número de la hoja',
  badSheet: (said: string): string => `«${said}» no es el número de una hoja.`,
  doctor: 'qué está configurado, qué falta y cómo arreglarlo',
  manifests: 'lo que se sube a Slack y a Teams',
  manifestSlack: 'imprime el manifiesto de la app de Slack',
  manifestTeams: 'escribe el paquete de la app de Teams (.zip)',
  socketMode: 'para Socket Mode, sin dirección pública',
  output: (unsaid?: string): string => `archivo que se escribe${unsaid ? `; si no se dice, ${unsaid}` : ''}`,
  cannotWrite: (place: string, code: string): string => `No se puede escribir «${place}» (${code}).`,
  badDay: (value: string): string => `«${value}» no es una fecha: escríbela así, 2024-05-31.`,
  badInstant: (value: string): string =>
    `«${value}» no es un instante ISO, por ejemplo 2024-05-09T08:59:30-07:00.`,
  badProgramme: (value: string, years: readonly number[]): string =>
    `No hay un programa «${value}». Hay programa de: ${years.join(', ')}.`,
  badActivity: (value: string): string => `No hay una actividad «${value}» en el programa.`,
  badUnit: (value: string): string => `No encuentro la unidad «${value}» en la plantilla.`,
  noFile: (path: string): string => `No se puede leer el archivo «${path}».`,
  confirmTyped: 'Escribe la frase para continuar (o Enter para dejarlo): ',
  notConfirmed: 'No se confirmó; no se cambió nada.',
  programme: (path: string, n: number): string =>
    `PAT_PROGRAMME: ${path} tiene ${plural(n, 'error', 'errores')}; no se cambió nada.`,
  noProgrammeFile: (path: string): string => `PAT_PROGRAMME: no se puede leer «${path}».`,
  production:
    'NODE_ENV=production sin Slack ni Teams configurados: la demostración no corre en producción. Configura SLACK_BOT_TOKEN o MicrosoftAppId (README, «Connect»).',
  realData: (dir: string): string =>
    `La carpeta ${dir} tiene datos de plataformas reales y la demostración no los toca. Configura la plataforma, o usa otra carpeta en PAT_DATA_DIR.`,
  portTaken: (port: number): string =>
    `PORT: otro programa usa el puerto ${port}. Ciérralo o define otro, por ejemplo PORT=${port + 1}.`,
  portForbidden: (port: number): string =>
    `PORT: el sistema no permite usar el puerto ${port}. Define uno mayor que 1023 y pon delante un proxy.`,
  badHost: (host: string): string =>
    `HOST: «${host}» no es una dirección de esta computadora. Usa 127.0.0.1 detrás de un proxy, o 0.0.0.0.`,
  badDatabase: (why: string): string =>
    `No se puede usar la base de datos de DATABASE_URL: ${why}. Revisa que PostgreSQL funcione y que la dirección, el usuario y la base sean los correctos.`,
  badFolder: (dir: string, code: string): string =>
    `PAT_DATA_DIR: no se puede escribir en ${dir} (${code}). Da permiso al usuario del servicio, o define otra carpeta.`,
  teamsPackageNeedsApp:
    'MicrosoftAppId: falta; el paquete de Teams lleva el identificador de la app de Azure (README, «Connect Teams»).',
  teamsPackageNeedsUrl:
    'PAT_PUBLIC_URL: falta la dirección https pública del bot, que va en el paquete de Teams.',
  waiting: (pid: number): string => `Esperando a que el proceso ${pid} suelte la carpeta de datos…`,
  noAnswer: (why: string): string =>
    `El bot en marcha no contestó (${why}), así que no se sabe si lo registró. Revisa su estado y repite el comando: lo que ya está registrado no se repite.`,
  person: 'persona en la plantilla',
  people: 'personas en la plantilla',
  unexpected: 'Algo falló; el detalle está en el registro. No se cambió nada.',
};

/**
 * What is wrong with how the command line was used, in Spanish, from commander's code and message; null where it
 * showed its help instead.
 */
export function wrongUse(code: string, message: string): string | null {
  const [, name = ''] = /'([^']*)'/.exec(message) ?? [];
  const near = /\(Did you mean (?:one of )?(.+)\?\)/.exec(message)?.[1];
  const hint =
    near === undefined ? 'Escribe «pat --help» para ver lo que hay.' : `¿Quisiste decir «${near}»?`;
  switch (code) {
    case 'commander.unknownCommand':
      return `No hay un comando «${name}». ${hint}`;
    case 'commander.unknownOption':
      return `No hay una opción «${name}». ${hint}`;
    case 'commander.missingArgument':
      return `Falta «${name}». ${hint}`;
    case 'commander.missingMandatoryOptionValue':
      return `Falta la opción «${name}». ${hint}`;
    case 'commander.optionMissingArgument':
      return `A la opción «${name}» le falta su valor.`;
    case 'commander.invalidArgument':
      return `${name}: ${message.split(' is invalid. ')[1] ?? message}`;
    case 'commander.excessArguments':
      return `Sobran palabras en «${name}». ${hint}`;
    case 'commander.help':
    case 'commander.helpDisplayed':
      return null;
    default:
      return message;
  }
}
/** What `pat rol` answers. */
export const roleTexts = {
  given: (name: string): string =>
    `${name} tiene el cargo de Secretaría Ejecutiva desde hoy. Se avisa al Comité.`,
  already: (name: string): string => `${name} ya tiene el cargo de Secretaría Ejecutiva; no se cambió nada.`,
  onlySecretary: (said: string): string =>
    `«${said}»: desde el servidor solo se da el cargo «secretaria»; los demás se dan en el chat con «comité alta».`,
  noPerson: (said: string): string =>
    `No hay nadie con el número de empleado ${said} en la plantilla de hoy; no se cambió nada.`,
};

/** What the demo says once it runs. */
export const demoBanner = (client: string | null, url: string, dir: string): string =>
  [
    '',
    'Demostración: personas ficticias, nada sale de esta computadora.',
    client === null ? `  Punto de entrada de Teams: ${url}/api/messages` : `  Abre el chat en ${client}`,
    '  Escribe «ayuda», «avance» o «tapitas 2.5 kg». Cambia quién eres con «soy secretaria», «soy vocal» o «soy empleada».',
    '  La tarjeta del Día de la Integridad llega en menos de un minuto.',
    `  Datos: ${dir}    Para terminar: Ctrl+C`,
    '',
  ].join('\n');

export const doctorTexts = {
  ok: '✔',
  missing: '✖',
  warn: '!',
  node: (version: string): string => `Node ${version}`,
  oldNode: 'Instala Node 20.20 o más nuevo.',
  programme: (title: string, id: string): string => `Programa: ${title} (${id})`,
  inForce: (titles: readonly string[]): string => `Vigente hoy: ${join(titles)}`,
  noneInForce: 'Hoy no hay un programa vigente',
  noneInForceHow: 'La Secretaría Ejecutiva lo prepara y aprueba en el chat: programa nuevo AÑO',
  overruled: (id: string, on: string): string =>
    `El archivo de ${id} cambió el ${on}, pero rige lo que el Comité aprobó en el chat`,
  overruledHow: 'Si lo nuevo del archivo debe valer, la Secretaría Ejecutiva lo anota con «programa».',
  noProgramme: 'Corrige el archivo que nombra PAT_PROGRAMME.',
  data: (dir: string): string => `Carpeta de datos: ${dir}`,
  database: (files: string): string => `Datos en PostgreSQL (DATABASE_URL), archivos en ${files}`,
  ledger: (entries: number): string =>
    `Libro de registros: ${plural(entries, 'asiento', 'asientos')}, íntegro`,
  ledgerBad: (why: string): string => `Libro de registros dañado: ${why}`,
  ledgerHow: 'Recupera la carpeta de un respaldo; no borres nada.',
  roster: (n: number): string => `Plantilla: ${plural(n, 'persona', 'personas')}`,
  rosterHow: (id: string | null): string =>
    `Impórtala: npm run -s pat -- plantilla importar ARCHIVO${id === null ? '' : ` --comite ${id}`}`,
  running: (yes: boolean): string => (yes ? 'El bot está en marcha' : 'El bot no está en marcha'),
  runningHow: 'Inícialo: npm start',
  slack: (mode: string | null): string =>
    mode === null ? 'Slack: sin configurar' : `Slack: configurado (${mode})`,
  slackHow: 'Define SLACK_BOT_TOKEN con SLACK_SIGNING_SECRET o SLACK_APP_TOKEN.',
  /** Where PAT_COMMITTEES lists several, its file says what is each one's. */
  listedHow: (key: string): string =>
    `Si este Comité lo usa, agrega «${key}» a su parte del archivo de PAT_COMMITTEES.`,
  teams: (on: boolean): string => (on ? 'Teams: configurado' : 'Teams: sin configurar'),
  teamsHow: 'Define MicrosoftAppId, MicrosoftAppPassword, MicrosoftAppType y MicrosoftAppTenantId.',
  channel: (platform: string, audience: string, id: string | null): string =>
    `Canal ${audience} en ${platform}: ${id ?? 'sin definir'}`,
  channelHow: (platform: 'slack' | 'teams', audience: string, elsewhere: string): string =>
    `Escribe «${platform === 'slack' ? '/pat' : '@PAT Integridad'} canal ${audience}» en ese canal, o ${elsewhere}.`,
  channelVariable: (name: string): string => `define ${name}`,
  channelListed: (key: string): string => `di «${key}» en el archivo de PAT_COMMITTEES`,
  admins: (n: number, secretary: boolean): string =>
    secretary
      ? 'Secretaría Ejecutiva en funciones'
      : n > 0
        ? `${plural(n, 'cuenta hace', 'cuentas hacen')} las veces de Secretaría Ejecutiva`
        : 'Nadie tiene el papel de Secretaría Ejecutiva',
  adminsHow: (listed: boolean): string =>
    listed
      ? 'Pon el correo de la Secretaría Ejecutiva en «admins», en su parte del archivo de PAT_COMMITTEES.'
      : 'Define PAT_ADMINS con el correo de la Secretaría Ejecutiva.',
  demo: 'Sin plataformas configuradas: «npm start» corre la demostración.',
  publicUrl: (url: string): string => `Dirección pública: ${url}`,
  publicUrlHow: 'Define PAT_PUBLIC_URL con la dirección https por la que llegan Slack y Teams.',
  confirm: (what: string): string => `Por confirmar en el programa: ${what}`,
};

/** Courses of the demo's history. */
export const sampleCourses = [
  'Ética pública',
  'Prevención de conflictos de interés',
  'Igualdad y no discriminación',
];
