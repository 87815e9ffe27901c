import type { RecordKind } from '../folio.ts';
import type { PracticeName } from '../kinds/records.ts';
import type { Done } from '../reports/types.ts';
import { things } from './donations.ts';
import { dateRange, kilograms, number, pieces, plural, sentence, shortDate } from './format.ts';
import { practiceNames } from './practices.ts';

/** What a record says was done, by kind. */
export const did: Partial<Record<RecordKind, string>> = {
  'session.held': 'Sesión ordinaria',
  'session.extraordinary': 'Sesión extraordinaria',
  'report.quarterly': 'Informe trimestral presentado',
  'report.annual': 'Informe anual presentado',
  'report.addendum': 'Adenda a un informe',
  'delivery.made': 'Entrega de donativos',
  'activity.done': 'Actividad realizada',
  'committee.ratified': 'Ratificación del Comité',
  'card.sent': 'Tarjeta enviada',
  'figure.official': 'Cifra oficial',
  'training.recorded': 'Capacitaciones',
  'letter.accepted': 'Cartas compromiso',
  'evaluation.recorded': 'Participación en la evaluación',
  'donation.recorded': 'Donativos',
  'practice.recorded': 'Prácticas por el medio ambiente',
};

/** A line of what was done. */
export function doneLine(d: Done): string {
  switch (d.type) {
    case 'record':
      return `${d.label ?? did[d.kind]}${amount(d)}: ${shortDate(d.on)} (folio ${d.folio}).`;
    case 'people': {
      const what = d.what === null ? (did[d.kind] ?? d.kind) : `«${d.what}»`;
      return `${what}: ${plural(d.people, 'persona', 'personas')}, ${plural(d.records, 'registro', 'registros')}, ${dateRange(d.first, d.last)}.`;
    }
    case 'totals':
      return sentence(d.totals.map(([key, n]) => totalOf(key, n)).join('; '));
  }
}

function amount({ kind, body }: Extract<Done, { type: 'record' }>): string {
  const { grams, pieces: n, number: official, source } = body;
  if (kind === 'delivery.made')
    return `${typeof grams === 'number' ? `, ${kilograms(grams)}` : ''}${typeof n === 'number' ? `, ${pieces(n)}` : ''}`;
  return kind === 'figure.official' ? ` de ${number(Number(official))} (${String(source)})` : '';
}

/** `tapitas: 12.5 kg`; `reciclaje: 3 veces` */
function totalOf(key: string, n: number): string {
  const [group, what, unit] = key.split('/');
  return group === 'practice'
    ? `${practiceNames[what as PracticeName]}: ${plural(n, 'vez', 'veces')}`
    : `${things[what as keyof typeof things]}: ${unit === 'g' ? kilograms(n) : pieces(n)}`;
}
