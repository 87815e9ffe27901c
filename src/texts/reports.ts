import type { ReportData, Signatory } from '../reports/types.ts';
import { number, sentence } from './format.ts';
import { restorationTexts } from './restoration.ts';

/** A line to sign on. */
export interface Signature {
  readonly name: string;
  readonly post: string;
}

/** A table of words under its title. */
export interface TableWords {
  readonly title: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** How a report and an addendum begin and end. */
export interface Framed {
  readonly title: string;
  readonly subtitle: string;
  readonly closing: string;
  readonly signatures: readonly Signature[];
  readonly anchor: string;
  readonly footer: string;
}

const quarterNames = { 1: 'primer', 2: 'segundo', 3: 'tercer', 4: 'cuarto' } as Record<string, string>;

/** `segundo trimestre de 2024`; `año 2024` */
export const periodName = ({ kind, period }: ReportData['type']): string =>
  kind === 'annual' ? `año ${period}` : quarterName(period);

/** `segundo trimestre de 2024` */
export const quarterName = (period: string): string =>
  `${quarterNames[period.slice(-1)]} trimestre de ${period.slice(0, 4)}`;

/** `Informe trimestral del segundo trimestre de 2024` */
export const reportTitle = (type: ReportData['type']): string =>
  type.kind === 'annual'
    ? `Informe anual de actividades ${type.period}`
    : `Informe del ${quarterName(type.period)}`;

const posts: Record<Signatory['role'], string> = {
  president: 'Presidencia del Comité',
  secretary: 'Secretaría Ejecutiva del Comité',
};

/** Lines to sign on; nobody in office leaves the name to be written. */
export const signatures = (data: Pick<ReportData, 'signatories' | 'programme'>): Signature[] =>
  data.signatories.map(({ role, name }) => ({
    name: name ?? 'Nombre y firma',
    post: `${posts[role]} de Ética e Integridad`,
  }));

export const missingEvidence = 'Evidencia pendiente';

/** `Página 1 de 4`, in every footer. */
export const pageOf = (page: string, of: string): string => `Página ${page} de ${of}`;

/** What a report calls its addressee: the post alone until the committee confirms the name. */
export function addresseeLines({ addressee }: Pick<ReportData, 'addressee'>): string[] {
  const { name, post, office, confirmed } = addressee;
  return confirmed === false ? [`${post} de la ${office}`] : [name, `${post} de la ${office}`];
}

/** What proves the figures: the ledger's last entry, and where its numbers were interrupted. */
export const anchorLine = ({ anchor, restores }: Pick<ReportData, 'anchor' | 'restores'>): string =>
  [
    `Libro de registros al asiento ${number(anchor.seq)}. Huella SHA-256: ${anchor.hash}`,
    ...restores.map(({ restore, takenOn }) => restorationTexts.reported(restore, takenOn)),
  ].join('. ');

/** A capital first and no full stop, for a cell. */
export const sentenceStart = (words: string): string => sentence(words).replace(/\.$/, '');
