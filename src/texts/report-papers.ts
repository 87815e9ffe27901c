import type { ReportData } from '../reports/types.ts';
import { dateRange, fullDate, join, kilograms, number, pieces, plural, shortDate } from './format.ts';
import { addresseeLines, periodName, reportTitle } from './reports.ts';

/** A letter's words, top to bottom. */
export interface LetterWords {
  readonly title: string;
  readonly legend: string | null;
  readonly oficio: string;
  readonly subject: string;
  readonly dateline: string;
  readonly addressee: readonly string[];
  readonly greeting: string;
  readonly body: readonly string[];
  readonly attachmentsTitle: string;
  readonly attachments: readonly string[];
  readonly farewell: string;
  readonly letterhead: readonly string[];
}

/** The letter of transmittal. `attachments` are file names with what they are; `about` is what goes with it, else the report. */
export function transmittalWords(
  data: ReportData,
  attachments: readonly string[],
  about?: { readonly title: string; readonly body: readonly string[] },
): LetterWords {
  const { programme, letterhead, dispatch, span, type } = data;
  const report = about?.title ?? reportTitle(type);
  return {
    title: `Oficio de envío: ${report}`,
    legend: letterhead.legend ?? null,
    oficio: `Oficio núm.: ${letterhead.oficio ?? '____________________'}`,
    subject: `Asunto: se remite ${report[0]!.toLowerCase()}${report.slice(1)}.`,
    dateline: `${letterhead.place ? `${letterhead.place}, a` : 'A'} ${shortDate(dispatch)}.`,
    addressee: addresseeLines(data),
    greeting: 'Presente.',
    body: about?.body ?? [
      `Con fundamento en el ${programme.title} del ${programme.committee.name}${programme.approved ? `, aprobado el ${shortDate(programme.approved.on)}` : ''}, me permito remitir el ${report[0]!.toLowerCase()}${report.slice(1)}, que comprende ${dateRange(span.from, span.to)}.`,
      `El informe contiene el avance de las ${plural(programme.activities.length, 'actividad', 'actividades')} del programa al ${shortDate(span.cut)}${data.complaints === null ? '' : ', las cifras de denuncias recibidas'} y la relación de la evidencia correspondiente al ${periodName(type)}.`,
    ],
    attachmentsTitle: 'Se adjunta:',
    attachments,
    farewell: 'Sin otro particular, reciba un cordial saludo.',
    letterhead: [programme.committee.institution, programme.committee.name],
  };
}

/** Words of the minutes of a session. */
export const minutesTexts = {
  title: (session: string): string => `Acta de la ${session.charAt(0).toLowerCase()}${session.slice(1)}`,
  draft: 'Proyecto de acta: no tiene validez hasta su firma.',
  opening: (committee: string, on: string, time: string | null, place: string | null): string =>
    `El ${fullDate(on)}${time === null ? '' : `, a las ${time} horas`}${place === null ? '' : `, en ${place}`}, se reunió el ${committee} conforme a lo siguiente.`,
  agenda: 'Orden del día',
  attendance: 'Lista de asistencia y quórum',
  attendanceHeader: ['Nombre', 'Cargo en el Comité', 'Asistencia'],
  presence: {
    present: 'Presente',
    absent: 'Ausente',
    substitute: (of: string): string => `Presente, en suplencia de ${of}`,
  },
  quorum: (present: number, needed: number, members: number): string =>
    present >= needed
      ? `Asisten ${number(present)} de ${plural(members, 'integrante', 'integrantes')}; se requieren ${number(needed)}. Hay quórum.`
      : `Asisten ${number(present)} de ${plural(members, 'integrante', 'integrantes')}; se requieren ${number(needed)}. No hay quórum.`,
  noAttendance: 'Por registrar: quiénes asistieron a la sesión.',
  noQuorum: 'El quórum se declara con la lista de asistencia.',
  noSignatures: 'Firman las personas integrantes que asistieron.',
  post: (role: string | null, position: string | null): string => role ?? position ?? 'Persona invitada',
  agreements: 'Acuerdos',
  agreementsHeader: ['Núm.', 'Acuerdo', 'Responsable', 'Fecha límite'],
  noAgreements: 'No se tomaron acuerdos.',
  noAgenda: 'Sin asuntos registrados.',
  unset: 'Por definir',
  notes: 'Asuntos tratados',
  closing: (time: string | null): string =>
    `No habiendo otro asunto que tratar, se da por concluida la sesión${time === null ? '' : ` a las ${time} horas`}.`,
  sign: 'Firmas',
};

/** Words of the act of a delivery of donations. */
export const deliveryTexts = {
  title: 'Acta de entrega de donativos',
  opening: (committee: string, recipient: string, on: string, place: string | null): string =>
    `El ${fullDate(on)}${place === null ? '' : `, en ${place}`}, el ${committee} hace entrega a ${recipient} de los donativos reunidos por las personas servidoras públicas de la institución, conforme a la siguiente relación.`,
  items: 'Relación de donativos',
  header: ['Donativo', 'Anotado por las personas', 'Pesado o contado en la entrega', 'Diferencia'],
  amount: (unit: 'g' | 'pieces', n: number | null): string =>
    n === null ? 'Sin dato' : unit === 'g' ? kilograms(n) : pieces(n),
  difference: (unit: 'g' | 'pieces', n: number | null): string =>
    n === null
      ? '—'
      : n === 0
        ? 'Sin diferencia'
        : `${n > 0 ? 'más ' : n < 0 ? 'menos ' : ''}${unit === 'g' ? kilograms(Math.abs(n)) : pieces(Math.abs(n))}`,
  note: 'Lo anotado es lo que cada persona dijo haber donado; lo entregado es lo que se pesó o contó en presencia de ambas partes.',
  folio: (folio: string): string => `Folio de la entrega: ${folio}.`,
  delivers: 'Entrega',
  receives: 'Recibe',
  witness: 'Da fe',
  unnamed: 'Nombre y firma',
};

/** Words of the annex in XLSX. */
export const annexTexts = {
  roster: 'Plantilla',
  figures: 'Cifras',
  number: 'Número de empleado',
  name: 'Nombre',
  unit: 'Unidad',
  column: (activity: number, title: string, cut: string): string =>
    `${activity}. ${title} (${shortDate(cut)})`,
  yes: 'Sí',
  no: 'No',
  off: 'No estaba',
  header: [
    'Actividad',
    'Fecha de la plantilla',
    'Cuentan (fórmula)',
    'Plantilla (fórmula)',
    'Cuentan',
    'Plantilla',
  ],
  note: (on: string): string =>
    `Plantilla al ${shortDate(on)}. «No estaba»: la persona no estaba en la plantilla en la fecha de esa actividad. Las fórmulas cuentan la hoja «Plantilla»; las dos últimas columnas son las cifras del informe.`,
};

/** Words of the bundle's own files. */
export const bundleTexts = {
  names: {
    report: 'informe',
    transmittal: 'oficio',
    template: (period: string): string => `informe-${period}-plantilla.docx`,
    annex: (period: string): string => `anexo-${period}.xlsx`,
    index: 'indice.csv',
    sums: 'SHA256SUMS',
    anchor: 'ancla.txt',
    evidence: 'evidencia',
    zip: (period: string): string => `informe-${period}.zip`,
  },
  indexHeader: ['clave', 'actividad', 'titulo', 'fecha', 'archivo_o_enlace'],
  attachments: {
    report: 'Informe (DOCX y PDF)',
    template: 'Informe en el formato de la Contraloría (DOCX)',
    annex: 'Anexo con la plantilla de personal y quién cuenta en cada actividad (XLSX)',
    evidence: (n: number): string => `Evidencia: ${plural(n, 'pieza', 'piezas')} con su índice`,
    noEvidence: 'Evidencia pendiente de remitir',
    sums: 'Huellas SHA-256 de todos los archivos',
  },
  anchor: (line: string): string =>
    `${line}\nSe comprueba con «pat verificar». Los archivos se comprueban con: sha256sum -c SHA256SUMS\n`,
};

/** What `pat informe` says. */
export const reportCli = {
  report: 'escribe un informe listo para firmar, sin cambiar ningún registro',
  quarterly: 'el informe de un trimestre',
  annual: 'el informe anual del programa',
  quarter: 'trimestre, de 1 a 4',
  out: 'carpeta en la que se escribe',
  oficio: 'número de oficio, por ejemplo CEI/012/2024',
  date: 'fecha del informe; si falta, hoy',
  legend: 'leyenda del año',
  place: 'lugar de la fecha, por ejemplo «Hermosillo, Sonora»',
  replace: 'reemplaza los archivos que ya estén ahí',
  badQuarter: (value: string): string => `«${value}» no es un trimestre: escribe 1, 2, 3 o 4.`,
  notBegun: (title: string, from: string): string => `${title}: el periodo empieza el ${shortDate(from)}.`,
  missing: (n: number): string =>
    n === 0
      ? 'No falta nada para este informe.'
      : `${n === 1 ? 'Falta 1 cosa' : `Faltan ${number(n)} cosas`} para este informe:`,
  line: (text: string, words: string): string => `- ${text} En el chat: ${words}`,
  oficioLine: (text: string): string => `- ${text} Aquí: --oficio NÚMERO`,
  exists: (files: readonly string[]): string =>
    `Ya existe ${join(files)}; no se escribió nada. Usa otra carpeta o --reemplazar.`,
  done: (title: string, files: readonly string[]): string => `${title}: ${join(files)}.`,
};
