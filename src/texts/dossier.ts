import type { Body, Json } from '../entry.ts';
import type { RoleName } from '../kinds/people.ts';
import type { DonationThing, PracticeName } from '../kinds/records.ts';
import type { Kind } from '../kinds.ts';
import type { Dossier, DossierEntry } from '../privacy/types.ts';
import { roleNames } from './committee.ts';
import { amountOf, things } from './donations.ts';
import { sizeOf } from './evidence.ts';
import { hours, join, plural, shortDate } from './format.ts';
import { practiceNames } from './practices.ts';

/** Every kind of fact that can concern a person, as they are told it. */
const kinds: Partial<Record<Kind, string>> = {
  'training.recorded': 'Capacitación',
  'letter.accepted': 'Carta compromiso',
  'evaluation.recorded': 'Participación en la evaluación',
  'donation.recorded': 'Donativo',
  'practice.recorded': 'Práctica por el medio ambiente',
  'session.held': 'Sesión ordinaria registrada',
  'session.extraordinary': 'Sesión extraordinaria registrada',
  'report.quarterly': 'Informe trimestral registrado',
  'report.annual': 'Informe anual registrado',
  'report.addendum': 'Adenda registrada',
  'delivery.made': 'Entrega de donativos registrada',
  'activity.done': 'Actividad realizada registrada',
  'committee.ratified': 'Ratificación del Comité registrada',
  'agreement.made': 'Acuerdo',
  'card.sent': 'Tarjeta registrada',
  'figure.official': 'Cifra oficial registrada',
  'record.voided': 'Cancelación',
  'record.accredited': 'Acreditación',
  'course.opened': 'Curso abierto o cerrado',
  'sheet.issued': 'Hoja para firmas',
  'sheet.returned': 'Hoja devuelta',
  'scan.awaited': 'Foto de una hoja por enviar',
  'part.decided': 'Decisión sobre qué parte cuenta',
  'roster.joined': 'Alta en la plantilla',
  'roster.moved': 'Cambio de unidad',
  'roster.corrected': 'Corrección en la plantilla',
  'roster.left': 'Baja de la plantilla',
  'person.forgotten': 'Borrado de datos personales',
  'role.granted': 'Cargo',
  'role.ended': 'Fin de un cargo',
  'access.restored': 'Cargo dado desde el servidor',
  'absence.set': 'Ausencia',
  'power-note.chosen': 'Recordatorio de apagar la PC',
  'session.planned': 'Sesión planeada',
  'session.convened': 'Convocatoria',
  'session.attended': 'Asistencia a una sesión',
  'agreement.done': 'Acuerdo cumplido o reabierto',
  'agreement.moved': 'Prórroga de un acuerdo',
  'complaints.counted': 'Cifras registradas',
  'report.detail': 'Dato del oficio de un informe',
  'report.made': 'Informe entregado',
  'addendum.made': 'Adenda entregada',
  'report.frozen': 'Cifras de un informe enviado',
  'report.template': 'Plantilla de informes',
  'file.received': 'Archivo recibido',
  'file.discarded': 'Archivo descartado',
  'evidence.added': 'Evidencia agregada',
  'evidence.replaced': 'Evidencia reemplazada',
  'evidence.removed': 'Evidencia retirada',
  'calendar.confirmed': 'Días inhábiles confirmados',
  'letter.confirmed': 'Texto de la carta confirmado',
  'channel.claimed': 'Canal definido',
  'card.changed': 'Tarjeta cambiada',
  'card.corrected': 'Tarjeta corregida después de salir',
  'card.withdrawn': 'Tarjeta retirada',
  'card.renewed': 'Tarjeta que sustituye a otra',
  'card.paused': 'Tarjeta en pausa o reanudada',
  'card.personal': 'Envío personal de la tarjeta',
  'card.acknowledged': 'Enterado/a de la tarjeta',
  'card.later': 'Tarjeta para después',
  'asking.started': 'Recordatorios enviados a quienes faltaban',
};

/** What a kind of entry is called to whom it is about. */
export const kindName = (kind: string): string => kinds[kind as Kind] ?? `Otro hecho (${kind})`;

const parts: Record<string, string> = { declared: 'declarado', accredited: 'acreditado' };
const yes = (on: Json): string => (on === true ? 'sí' : 'no');

/** What the fields of a fact are called; those that say nothing to a person are not here. */
const fields: Readonly<Record<string, (value: Json, body: Body) => string>> = {
  course: (v) => `curso «${String(v)}»`,
  minutes: (v) => hours(Number(v)),
  part: (v) => parts[String(v)] ?? String(v),
  version: (v) => `versión ${String(v)}`,
  year: (v) => `año ${String(v)}`,
  amount: (v, { unit }) => amountOf(unit === 'g' ? 'g' : 'pieces', Number(v)),
  thing: (v) => things[v as DonationThing] ?? String(v),
  practice: (v) => practiceNames[v as PracticeName] ?? String(v),
  activity: (v) => `actividad ${String(v)}`,
  period: (v) => `periodo ${String(v)}`,
  of: (v) => `de ${String(v)}`,
  role: (v) => roleNames[v as RoleName] ?? String(v),
  unit: (v, { amount }) => (amount === undefined ? String(v) : ''),
  until: (v) => `hasta el ${shortDate(String(v))}`,
  due: (v) => `para el ${shortDate(String(v))}`,
  date: (v) => shortDate(String(v)),
  sheet: (v) => `hoja ${String(v)}`,
  id: (v) => String(v),
  on: (v) => (typeof v === 'boolean' ? yes(v) : shortDate(String(v))),
  done: (v) => (v === true ? 'cumplido' : 'reabierto'),
  number: (v) => String(v),
  source: (v) => String(v),
  oficio: (v) => `oficio ${String(v)}`,
};

/** A fact's content in words. */
function detail({ body, texts, voidedBy }: DossierEntry): string {
  const said = Object.entries(fields).flatMap(([field, wordsOf]) => {
    const value = body[field] ?? null;
    const words = value === null ? '' : wordsOf(value, body);
    return words === '' ? [] : [words];
  });
  const written = Object.values(texts).map((t) => (t === null ? 'texto eliminado' : `«${t}»`));
  const gone = voidedBy === null ? [] : [`cancelado por ${voidedBy}`];
  return [...said, ...written, ...gone].join(', ');
}

const by: Record<DossierEntry['by'], string> = {
  self: 'tú',
  somebody: 'otra persona',
  server: 'desde el servidor',
  bot: 'el bot',
};

const statuses: Record<string, string> = {
  planned: 'por enviar',
  claimed: 'en camino',
  sent: 'enviado',
  'no-address': 'sin cuenta de chat',
  refused: 'lo rechazó la plataforma',
  unknown: 'no se sabe si llegó',
  missed: 'no se envió',
};

const posts: Record<string, string> = {
  'integrity-day': 'Tarjeta del Día de la Integridad',
  later: 'Tarjeta para después',
  ask: 'Recordatorio de lo que falta',
  asking: 'Avance de los recordatorios que pediste',
  power: 'Recordatorio de apagar la PC',
  leads: 'Lista de tu unidad',
  fix: 'Cambio de una tarjeta que recibiste',
  fixing: 'Avance del cambio de tarjeta que pediste',
  convocation: 'Convocatoria',
};

export const dossierTexts = {
  title: 'Copia de tus datos personales',
  intro: (d: Dossier): string =>
    `Esto es todo lo que el sistema del ${d.programme} guarda de ti al ${shortDate(d.asOf)}. El archivo JSON que lo acompaña trae lo mismo, completo, para leerse con otro programa.`,
  footer: (d: Dossier): string => `Datos personales · ${d.committee}`,
  none: 'Nada.',
  headings: {
    person: 'Quién eres en el sistema',
    roster: 'Tu tiempo en la plantilla',
    offices: 'Tus cargos',
    accounts: 'Tus cuentas de chat',
    records: 'Tus registros',
    other: 'Otros hechos sobre ti',
    acts: 'Lo que hiciste por el Comité o por otras personas',
    messages: 'Mensajes que te envió el bot',
    files: 'Archivos que enviaste o que prueban tus registros',
    rights: 'Cómo corregirlos o borrarlos',
  },
  labels: {
    number: 'Número de empleado',
    name: 'Nombre',
    email: 'Correo',
    position: 'Puesto',
    id: 'Clave en el libro de registros',
    absent: 'Sin recordatorios hasta',
  },
  unset: '—',
  stint: (unit: string, from: string, to: string | null): string =>
    `${unit}: desde el ${shortDate(from)}${to === null ? '' : ` hasta el ${shortDate(to)}`}`,
  office: (o: Dossier['offices'][number]): string =>
    dossierTexts.stint(`${roleNames[o.role]}${o.unit === null ? '' : ` de ${o.unit}`}`, o.from, o.to),
  account: ({ platform, tenant, user, boundOn }: Dossier['accounts'][number]): string =>
    `${platform === 'slack' ? 'Slack' : 'Teams'}: cuenta ${user}, organización ${tenant}, reconocida el ${shortDate(boundOn)}`,
  address: ({ platform }: Dossier['addresses'][number]): string =>
    `Dirección para escribirte en ${platform === 'slack' ? 'Slack' : 'Teams'} (completa en el archivo JSON)`,
  factHeader: ['Ocurrió', 'Se registró', 'Folio', 'Qué', 'Lo registró'] as const,
  factRow: (e: DossierEntry): string[] => [
    shortDate(e.occurredOn),
    shortDate(e.recordedOn),
    e.folio ?? '—',
    [kindName(e.kind), detail(e)].filter((w) => w !== '').join(': '),
    by[e.by],
  ],
  message: ({ post, status, on }: Dossier['messages'][number]): string =>
    `${posts[post.split('/')[0] ?? ''] ?? 'Mensaje'}: ${statuses[status] ?? status}, ${shortDate(on)}`,
  file: ({ evidence, name, type, bytes }: Dossier['files'][number]): string =>
    `${evidence ?? 'Sin asignar'}: ${name ?? 'sin nombre'} (${type.toUpperCase()}, ${sizeOf(bytes)})`,
  filesNote:
    'Los archivos se guardan como evidencia del programa y pueden nombrar a otras personas, así que no van aquí; pide su copia a la Secretaría Ejecutiva del Comité.',
  rights: [
    'Si un dato está mal, pide su corrección a la Secretaría Ejecutiva del Comité: nombre, correo, puesto y unidad se corrigen con la plantilla; cada registro se cancela por folio y se hace otra vez.',
    'Para que tus datos se borren o dejen de usarse, pídelo a la Unidad de Transparencia de la institución; la Secretaría Ejecutiva del Comité te orienta. Se borran nombre, correo, cuentas y textos; tus registros siguen contando sin decir de quién son.',
  ],
  written: (files: readonly string[]): string =>
    `Se escribió: ${join(files)}. Solo tu usuario puede abrirlos; entrégalos por un medio seguro y bórralos después.`,
  summary: ({ entries, messages, files }: Dossier): string =>
    `${plural(entries.length, 'hecho', 'hechos')}, ${plural(messages.length, 'mensaje', 'mensajes')} y ${plural(files.length, 'archivo', 'archivos')}.`,
};
