import type { BoardPage } from '../ports/board-pages.ts';
import { number, plural } from './format.ts';

/** What stands on the board's pages around its figures. */
export const boardPages = {
  name: 'Tablero',
  titleOf: (
    page: Pick<BoardPage, 'page'> & { readonly number?: number; readonly line?: { readonly number: number } },
  ): string => {
    const n = page.line?.number ?? page.number;
    return {
      overview: 'El programa de un vistazo',
      activity: `Actividad ${n}`,
      records: `Registros de la actividad ${n}`,
      missing: `Quién falta en la actividad ${n}`,
      calendar: 'Calendario',
      deliveries: 'Envíos',
      ledger: 'Libro de registros',
      exports: 'Descargas',
    }[page.page];
  },
  nav: {
    label: 'Secciones del tablero',
    overview: 'Programa',
    calendar: 'Calendario',
    deliveries: 'Envíos',
    ledger: 'Libro',
    exports: 'Descargas',
  },
  skip: 'Ir al contenido',
  leave: 'Cerrar sesión',
  reader: { committee: 'Vista del Comité', audit: 'Vista de auditoría, sin datos personales' },
  foot: (committee: string, institution: string): string => `${committee} · ${institution}`,
  footNote:
    'Cada cifra se calcula de los registros con folio; ninguna se escribe a mano. Esta página no guarda nada en tu equipo.',
  back: 'Volver a la actividad',
  all: 'Todo el programa',

  overview: {
    counts: 'Cuántas actividades hay en cada situación',
    late: 'Qué va tarde y por qué',
    fine: 'Nada va tarde. Las actividades siguen su calendario.',
    todo: 'Qué hacer',
    inChat: 'En el chat:',
    next: 'Lo que sigue',
    nothingNext: 'No queda nada por vencer en el programa.',
    toCalendar: 'Ver todo el calendario',
    activities: 'Las actividades del programa',
    columns: ['Núm.', 'Actividad', 'Situación', 'Avance', 'Lo que sigue'] as const,
    key: 'La marca vertical en la barra es lo esperado a esta fecha. Toca una actividad para ver de dónde sale su cifra.',
    none: '—',
    provisional: 'provisional',
  },
  bar: (share: number | null, expected: number | null): string =>
    share === null
      ? 'Sin porcentaje'
      : expected === null
        ? `${number(share)} %`
        : `${number(share)} %, esperado ${number(expected)} %`,
  activity: {
    figures: 'De dónde sale la cifra',
    what: 'Lo que dice el programa',
    why: 'Por qué',
    dates: 'Fechas',
    datesColumns: ['Entrega', 'Vence', 'Situación', 'Folio'] as const,
    pace: 'Mes a mes',
    paceColumns: ['Mes', 'Avance al cierre'] as const,
    paceAlt: (points: string): string => `Línea del avance mes a mes: ${points}.`,
    units: 'Quién falta, por unidad',
    unitsColumns: ['Unidad', 'Avance', 'Cumplieron', 'Faltan'] as const,
    smallUnits: (n: number): string =>
      `${n === 1 ? 'No se muestra 1 unidad' : `No se muestran ${number(n)} unidades`}, para cuidar la privacidad: sus cifras serían de menos de cinco personas, o dejarían deducirlas.`,
    noneMissing: 'nadie',
    seeMissing: (n: number, unit: string): string => `${number(n)}, ver quiénes faltan en ${unit}`,
    cards: 'Las tarjetas que salieron',
    records: 'Registros',
    recordsByMonth: 'Registros por mes',
    noRecords: 'Todavía no hay registros.',
    recordsColumns: ['Folio', 'Sucedió el', 'Registro', 'Persona', 'Registrado el'] as const,
    monthsColumns: ['Mes', 'Registros', 'Anulados'] as const,
    evidence: 'Evidencia',
    noEvidence: 'Todavía no hay evidencia.',
    open: 'Descargar',
    visit: 'Abrir el enlace',
    voided: (by: string): string => `anulado por ${by}`,
  },
  records: {
    total: (n: number): string => plural(n, 'registro', 'registros'),
    sheet: (n: number, of: number): string => `Página ${n} de ${of}`,
    before: 'Anteriores',
    after: 'Siguientes',
    pages: 'Páginas',
  },
  missing: {
    columns: ['Nombre', 'Núm. de empleado'] as const,
    personal: 'Contiene datos personales: solo para el seguimiento del Comité.',
    nobody: 'Nadie falta en esta unidad.',
  },
  calendar: {
    unconfirmed:
      'El calendario de días inhábiles no está confirmado: mientras tanto vale la fecha más cercana posible. La Secretaría Ejecutiva lo confirma con «días-inhábiles confirmar».',
    late: 'Vencido sin cumplir',
    open: 'Por venir',
    done: 'Cumplido',
    days: 'Días inhábiles del año',
    noneLate: 'Nada ha vencido sin cumplirse.',
    noneOpen: 'No queda nada por vencer.',
    daysColumns: ['Cuándo', 'Motivo', 'Ámbito'] as const,
    columns: ['Fecha', 'Qué', 'Situación', 'Por qué esa fecha'] as const,
  },
  deliveries: {
    troubles: 'Lo que no llegó',
    noTroubles: 'Todo lo que el bot publicó llegó a su destino.',
    troublesColumns: ['Mensaje', 'Resultado', 'Fecha'] as const,
    cards: 'Tarjetas del Día de la Integridad',
    cardsColumns: ['Mes', 'Folio', 'Canales', 'Chats personales', '«Enterado/a»'] as const,
    askings: 'Recordatorios a quien falta',
    askingsColumns: ['Núm.', 'Actividad', 'Unidad', 'Pedido por', 'Fecha', 'Personas', 'Resultado'] as const,
    noAskings: 'El Comité todavía no ha mandado recordatorios.',
    others: 'Otros mensajes',
    othersColumns: ['Mensaje', 'Resultado', 'Último'] as const,
    nothing: 'Todavía no hay mensajes.',
    note: '«Enviada» quiere decir que la plataforma la aceptó; nadie puede saber si se leyó. Solo cuenta quien pulsa «Enterado/a».',
  },
  ledger: {
    entries: 'Asientos',
    since: 'El bot lleva este programa desde',
    hash: 'Huella del último asiento (SHA-256)',
    checked: 'Última revisión completa',
    notYet: 'La revisión de todo el libro sigue en curso.',
    check: 'Revisar todo el libro ahora',
    anchor: 'Para dejar constancia',
    anchorHow:
      'Copia esta línea en un acta, un oficio o un correo. Quien la tenga podrá comprobar después que ningún asiento anterior cambió.',
    folios: 'Folios',
    foliosColumns: ['Letras', 'Registros', 'Folios', 'Anulados'] as const,
    how: 'Cómo está hecho',
    explanation: [
      'Cada asiento lleva la huella del anterior. Cambiar, quitar o insertar uno rompe la cadena y se nota en la revisión.',
      'Los asientos conocen a las personas por una clave; nombres y correos están aparte y se pueden borrar.',
      'Nada se corrige encima: una corrección o una anulación es otro asiento, con su propio folio.',
    ],
    offline: 'Comprobarlo sin conexión',
    offlineSteps: [
      {
        run: null,
        text: 'Descarga el libro en «Descargas», descomprímelo y abre una terminal en su carpeta. Hace falta Node.js 20 o más reciente; nada de internet.',
      },
      {
        run: 'sha256sum -c SHA256SUMS',
        text: 'comprueba que los archivos llegaron completos. En Windows no existe: basta con el paso siguiente.',
      },
      {
        run: 'node verificar.mjs',
        text: 'recorre la cadena asiento por asiento y muestra la huella final. Debe ser la de arriba, si desde la descarga no se ha registrado nada más.',
      },
    ],
  },
  exports: {
    reports: 'Informes',
    reportsNote: {
      committee:
        'Los mismos documentos que da el chat. Descargarlos no los registra como enviados. El ZIP trae el informe, el oficio, la evidencia y el anexo con nombres: contiene datos personales.',
      audit:
        'Sin nombres: no llevan anexo ni firmantes, y no muestran las cantidades de denuncias menores de 5.',
    },
    others: 'Tablas y libro de registros',
    live: 'Todo se hace al momento, con lo registrado hasta ahora.',
    file: (label: string, title: string): string => `${label}: ${title}`,
  },
  busy: {
    title: 'Se están haciendo otros documentos',
    why: 'Se hacen pocos a la vez para no detener el chat. Espera medio minuto e inténtalo de nuevo.',
  },
  door: {
    title: 'Entrar al tablero',
    committee: 'Este enlace es personal y sirve una sola vez. La sesión dura ocho horas en este navegador.',
    audit: 'Acceso de solo lectura para auditoría. No muestra datos personales.',
    enter: 'Entrar',
    sharedMachine: 'Si el equipo no es tuyo, cierra la sesión al terminar.',
  },
  teams: {
    title: 'Tablero del Comité',
    waiting: 'Teams está confirmando quién eres…',
    outside: 'Esta página se abre dentro de Teams, en la pestaña Tablero de la aplicación.',
    denied:
      'El tablero es del Comité de Ética. Si acabas de integrarte, pide a la Secretaría Ejecutiva que registre tu cargo.',
    failed:
      'Teams no pudo confirmar quién eres. Vuelve a abrir la pestaña; si sigue igual, escribe «tablero» al bot y abre el enlace que te da.',
    unkept:
      'Este programa no conserva la sesión dentro de Teams. Escribe «tablero» al bot y abre en el navegador el enlace que te da.',
  },
  closed: {
    title: 'Este enlace ya no sirve',
    why: 'Los enlaces personales duran diez minutos y se usan una sola vez.',
    how: 'Pide otro en el chat: escribe «tablero» al bot (en Slack, /pat tablero).',
    audit: 'Si es un enlace de auditoría, venció o la Secretaría Ejecutiva lo retiró: pídele otro.',
  },
  forbidden: {
    title: 'El tablero es del Comité',
    why: 'No hay una sesión abierta, venció, o ya no formas parte del Comité de Ética.',
    how: 'Si eres integrante, escribe «tablero» al bot (en Slack, /pat tablero) y abre el enlace que te da.',
  },
  notFound: { title: 'Esa página no existe', why: 'Puede que la dirección esté incompleta.' },
  slow: {
    title: 'Demasiados intentos',
    why: 'Se probaron muchos enlaces que no sirven. Espera un minuto y vuelve a intentarlo.',
  },
  broken: {
    title: 'Algo falló de nuestro lado',
    why: 'Inténtalo de nuevo en unos minutos. Si vuelve a pasar, avísale a la Secretaría Ejecutiva.',
  },
};
