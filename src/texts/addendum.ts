import type { AddendumData } from '../reports/addendum-data.ts';
import type { ComplaintCounts, ReportType } from '../reports/types.ts';
import { countsWords } from './complaint-counts.ts';
import { fullDate, number, plural, shortDate } from './format.ts';
import { figureNames, figureValue, folios } from './report-changes.ts';
import {
  anchorLine,
  type Framed,
  quarterName,
  reportTitle,
  sentenceStart,
  signatures,
  type TableWords,
} from './reports.ts';

/** An addendum as words in their places, the same for every kind of file. */
export interface AddendumSheet extends Framed {
  readonly intro: string;
  readonly changes: TableWords & { readonly none: string };
  readonly complaints: TableWords | null;
  readonly evidence: TableWords & { readonly none: string };
}

/** `Adenda al informe del segundo trimestre de 2024` */
export const addendumTitle = (type: ReportType): string => {
  const title = reportTitle(type);
  return `Adenda al ${title[0]!.toLowerCase()}${title.slice(1)}`;
};

/** An addendum's words. */
export function addendumSheet(given: AddendumData): AddendumSheet {
  const { data, sent, changes, later, complaintsBefore } = given;
  const title = addendumTitle(data.type);
  const titleOf = (n: number) => data.rows.find((r) => r.activity.number === n)?.activity.title ?? '';
  const counted = (all: readonly ComplaintCounts[] | null, period: string): string => {
    const found = all?.find((c) => c.period === period);
    return found ? countsWords(found, data.exact) : 'sin cifras';
  };
  return {
    title,
    subtitle: `${data.programme.title} del ${data.programme.committee.name}`,
    intro: `Complementa el informe enviado el ${fullDate(sent.on)} (folio ${sent.folio})${sent.addendum === null ? '' : ` y su adenda enviada el ${fullDate(sent.addendum.on)} (folio ${sent.addendum.folio})`}, con cifras al ${shortDate(sent.cut)} y registros hasta el asiento ${number(sent.seq)}. Todo lo que aquí no se menciona queda como se informó. Lo que sigue es lo que se conoce al ${shortDate(data.dispatch)} de las mismas fechas.`,
    changes: {
      title: 'Cifras que cambiaron',
      header: [
        'Actividad',
        'Cifra',
        'Como se envió',
        'Como se conoce hoy',
        'Registros que hacen la diferencia',
      ],
      rows: changes.flatMap(({ activity, figures, recorded, voided }) =>
        figures.map(({ name, before, after }, i) => [
          i === 0 ? `${activity}. ${titleOf(activity)}` : '',
          sentenceStart(figureNames[name]),
          figureValue(name, before),
          figureValue(name, after),
          i === 0 ? reasons(recorded, voided) : '',
        ]),
      ),
      none: 'Ninguna cifra cambió.',
    },
    complaints:
      complaintsBefore === null
        ? null
        : {
            title: 'Denuncias',
            header: ['Trimestre', 'Como se envió', 'Como se conoce hoy'],
            rows: [...new Set([...complaintsBefore, ...(data.complaints ?? [])].map((c) => c.period))]
              .sort()
              .map((period) => [
                sentenceStart(quarterName(period)),
                counted(complaintsBefore, period),
                counted(data.complaints, period),
              ]),
          },
    evidence: {
      title: 'Evidencia que llegó después',
      header: ['Clave', 'Actividad', 'Evidencia', 'Fecha'],
      rows: later.map((e) => [
        e.id,
        `${e.activity}. ${titleOf(e.activity)}`,
        e.link === undefined || e.link === e.title ? e.title : `${e.title} (${e.link})`,
        shortDate(e.occurredOn),
      ]),
      none: 'Sin evidencia posterior.',
    },
    closing: `Registros hasta el asiento ${number(data.anchor.seq)} del libro del Comité.`,
    signatures: signatures(data),
    anchor: anchorLine(data),
    footer: `${title} · ${data.programme.committee.shortName}`,
  };
}

const reasons = (recorded: readonly string[], voided: readonly string[]): string =>
  [
    ...(recorded.length > 0 ? [`Registrado después: ${folios(recorded)}.`] : []),
    ...(voided.length > 0 ? [`Anulado después: ${folios(voided)}.`] : []),
    ...(recorded.length + voided.length === 0
      ? ['Sin folios de por medio: cambió la plantilla, una fecha o qué parte cuenta.']
      : []),
  ].join(' ');

/** What an addendum's files are called, and what its letter lists. */
export const addendumFilesTexts = {
  name: 'adenda',
  letter: 'oficio-adenda',
  zip: (period: string): string => `adenda-${period}.zip`,
  attachments: {
    addendum: 'Adenda (DOCX y PDF)',
    evidence: (n: number): string => `Evidencia posterior: ${plural(n, 'pieza', 'piezas')} con su índice`,
    sums: 'Huellas SHA-256 de todos los archivos',
  },
  body: (title: string, { on, folio, addendum }: AddendumData['sent']): string =>
    `En alcance al informe remitido el ${shortDate(on)} (folio ${folio})${addendum === null ? '' : ` y a su adenda remitida el ${shortDate(addendum.on)} (folio ${addendum.folio})`}, me permito enviar la ${title[0]!.toLowerCase()}${title.slice(1)}, con lo que cambió desde entonces y la evidencia que llegó después.`,
};
