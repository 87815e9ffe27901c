import type { Status } from '../owed.ts';
import { fullDate, join, longDate, number, people, percent, plural, shortDate } from './format.ts';

const days = (n: number): string => plural(n, 'día', 'días');

/** What the board's pages say of figures; how pages are called and laid out is in board-pages.ts. */
export const boardTexts = {
  asOf: (on: string): string => `Cifras al ${fullDate(on)}`,
  roster: (n: number, on: string): string => `Plantilla al ${fullDate(on)}: ${people(n)}.`,
  headline: (late: number, risk: number, all: number): string =>
    late === 0 && risk === 0
      ? 'Ninguna actividad está atrasada ni en riesgo'
      : late === 0
        ? `Ninguna actividad está atrasada; ${risk} en riesgo`
        : `${late} de ${all} actividades ${late === 1 ? 'está atrasada' : 'están atrasadas'}${risk === 0 ? '' : ` y ${risk} en riesgo`}`,
  counts: {
    late: ['Atrasada', 'Atrasadas'],
    'at-risk': ['En riesgo', 'En riesgo'],
    'on-track': ['En tiempo', 'En tiempo'],
    done: ['Cumplida', 'Cumplidas'],
    'not-started': ['Por iniciar', 'Por iniciar'],
    undefined: ['Sin indicador', 'Sin indicador'],
  } as Record<Status, readonly [string, string]>,

  /** `left`: days until then, negative once it is over. */
  when: (left: number): string =>
    left === 0 ? 'hoy' : left > 0 ? `en ${days(left)}` : `hace ${days(-left)}`,
  doneOn: (on: string): string => `cumplida el ${longDate(on)}`,
  next: (label: string | null, on: string, left: number): string =>
    `${label === null ? 'Cierra' : `${label}:`} el ${longDate(on)} (${left === 0 ? 'hoy' : `en ${days(left)}`})`,

  overdue: (label: string | null, on: string, late: number): string =>
    `${label === null ? 'Venció' : `${label}: venció`} el ${fullDate(on)}, hace ${days(late)}, y no hay registro de que se haya cumplido.`,
  soon: (label: string | null, on: string, left: number): string =>
    `${label === null ? 'Vence' : `${label}: vence`} ${left === 0 ? `hoy, ${longDate(on)}` : `el ${fullDate(on)}, en ${days(left)}`}.`,
  behind: (did: number, of: number, share: number, expected: number): string =>
    `${did === 1 ? 'Va' : 'Van'} ${number(did)} de ${people(of)} (${percent(share)}); a esta fecha se esperaba al menos ${percent(expected)}.`,
  ended: (did: number, of: number, share: number, on: string): string =>
    `Cerró el ${fullDate(on)} con ${number(did)} de ${people(of)} (${percent(share)}).`,
  lacking: (n: number, units: readonly { readonly unit: string; readonly n: number }[]): string =>
    `${n === 1 ? 'Falta' : 'Faltan'} ${people(n)}${units.length === 0 ? '.' : `; donde más: ${join(units.map((u) => `${u.unit} (${number(u.n)})`))}.`}`,
  remind: (activity: number): string => `recordar ${activity}`,
  missing: (n: number, of: number, on: string): string =>
    `${n === 1 ? 'Falta' : 'Faltan'} ${number(n)} de ${people(of)}, con la plantilla al ${fullDate(on)}.`,
  of: (unit: string | null): string => unit ?? 'Todas las unidades',

  record: (what: string, more: string | null): string => (more === null ? what : `${what}: ${more}`),
  kinds: {
    'training.recorded': 'Capacitación',
    'letter.accepted': 'Carta compromiso',
    'evaluation.recorded': 'Evaluación anual',
    'donation.recorded': 'Donativo',
    'practice.recorded': 'Práctica ambiental',
    'session.held': 'Sesión ordinaria',
    'session.extraordinary': 'Sesión extraordinaria',
    'report.quarterly': 'Informe trimestral',
    'report.annual': 'Informe anual',
    'report.addendum': 'Adenda a un informe',
    'delivery.made': 'Entrega de donativos',
    'activity.done': 'Actividad realizada',
    'committee.ratified': 'Ratificación del Comité',
    'card.sent': 'Tarjeta del Día de la Integridad',
    'figure.official': 'Cifra oficial',
    'agreement.made': 'Acuerdo',
    'record.voided': 'Anulación',
  } as Readonly<Record<string, string>>,
  letters: {
    CAP: 'Capacitaciones',
    CAR: 'Cartas compromiso',
    DON: 'Donativos',
    PRA: 'Prácticas ambientales',
    EVA: 'Evaluaciones',
    SES: 'Sesiones',
    INF: 'Informes',
    ENT: 'Entregas de donativos',
    CUM: 'Actividades y cifras oficiales',
    TAR: 'Tarjetas del Día de la Integridad',
    COM: 'Ratificaciones del Comité',
    ACU: 'Acuerdos',
    ANU: 'Anulaciones',
  } as Readonly<Record<string, string>>,
  parts: { declared: 'declarada', accredited: 'acreditada' } as Readonly<Record<string, string>>,

  posts: {
    'integrity-day': 'Tarjeta del Día de la Integridad',
    preview: 'Vista previa de la tarjeta',
    digest: 'Recordatorios al Comité',
    membership: 'Solicitudes de alta en la plantilla',
    convocation: 'Convocatorias a sesión',
    vacancy: 'Aviso de cargo vacante',
    restored: 'Aviso de cargo dado desde el servidor',
    alarm: 'Alertas',
    asking: 'Resultado de recordatorios',
    thanks: 'Agradecimientos por donativos',
    later: 'Tarjetas mostradas otra vez',
    power: 'Recordatorios de apagar la PC',
    leads: 'Avisos a responsables de unidad',
    fix: 'Correcciones de tarjetas ya enviadas',
  } as Readonly<Record<string, string>>,
  otherPost: 'Otros mensajes',
  outcomes: {
    sent: 'enviada',
    planned: 'sin resultado todavía',
    claimed: 'en camino',
    unknown: 'sin confirmar por la plataforma',
    refused: 'rechazada',
    'no-address': 'sin chat conocido',
    missed: 'no salió a tiempo',
  } as Readonly<Record<string, string>>,
  several: {
    sent: 'enviadas',
    refused: 'rechazadas',
    missed: 'no salieron a tiempo',
  } as Readonly<Record<string, string>>,
  outcome: (n: number, status: string): string =>
    `${number(n)} ${(n === 1 ? undefined : boardTexts.several[status]) ?? boardTexts.outcomes[status] ?? status}`,

  evidence: (type: string | null, size: string, on: string): string =>
    `${type === null ? 'Enlace' : `${type.toUpperCase()}, ${size}`}, del ${shortDate(on)}`,
  evidenceBy: (about: string, on: string, by: string | null): string =>
    `${about}; registrada el ${shortDate(on)}${by === null ? '' : ` por ${by}`}`,
  unnamed: 'Sin nombre',

  anchor: (seq: number, hash: string): string =>
    `Libro de registros al asiento ${number(seq)}. Huella SHA-256: ${hash}`,
  checkedSound: (entries: number, at: string): string =>
    `${plural(entries, 'asiento revisado', 'asientos revisados')} el ${at}: la cadena está completa y ningún asiento cambió.`,
  checkedBroken: (where: string, at: string): string =>
    `Revisión del ${at}: hay un daño en ${where}. No se registra nada hasta restaurar un respaldo.`,
  instant: (on: string, time: string): string => `${fullDate(on)}, ${time}`,

  files: {
    progress: {
      name: 'avance.xlsx',
      title: 'Avance del programa',
      about: 'Las actividades con su cifra, su fórmula y su situación; otra hoja con las unidades. Excel.',
    },
    folios: {
      name: 'folios.csv',
      title: 'Relación de folios',
      about:
        'Cada registro en su orden: folio, fecha y si fue anulado, sin nombres. CSV, que se abre en Excel.',
    },
    pending: {
      name: 'pendientes.xlsx',
      title: 'Personas pendientes',
      about: 'Quién falta en cada actividad, por unidad. Contiene datos personales. Excel.',
    },
    ledger: {
      name: 'libro.zip',
      title: 'Libro de registros, para verificarlo sin conexión',
      about:
        'Todos los asientos (JSON), el manifiesto, las sumas SHA-256 y un programa que revisa la cadena. Sin nombres: las personas aparecen con una clave. De los asientos con cifras de denuncias menores de 5 va solo la huella; completos los descarga la Secretaría Ejecutiva. ZIP.',
    },
  },
  reports: {
    pdf: 'PDF',
    docx: 'Word',
    whole: 'Todo en un ZIP',
    sent: (on: string, folio: string): string =>
      `Enviado el ${shortDate(on)}, folio ${folio}. Esta copia lleva además lo que se haya registrado después.`,
    over: (to: string, due: string | null, late: boolean): string =>
      `El periodo terminó el ${shortDate(to)} y no hay registro de que se haya enviado.${due === null ? '' : ` ${late ? 'Debía entregarse' : 'Se entrega'} a más tardar el ${fullDate(due)}.`}`,
    draft: (to: string): string => `Borrador: el periodo termina el ${shortDate(to)}.`,
  },
  sheets: {
    progress: 'Avance',
    units: 'Unidades',
    pending: 'Pendientes',
    progressHeader: [
      'Núm.',
      'Actividad',
      'Situación',
      'Numerador',
      'Denominador',
      'Porcentaje',
      'Cifra',
      'De dónde sale',
    ],
    unitsHeader: ['Núm.', 'Actividad', 'Unidad', 'Personas que cumplieron', 'Personas', 'Porcentaje'],
    foliosHeader: ['Folio', 'Registro', 'Sucedió el', 'Registrado el', 'Anulado por'],
    pendingHeader: ['Núm.', 'Actividad', 'Unidad', 'Número de empleado', 'Nombre'],
  },
};
