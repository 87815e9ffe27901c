import type { Choice } from '../message.ts';
import type { Owed } from '../owed.ts';
import type { Countable } from '../programme/schema.ts';
import type { Missing, ReportType } from '../reports/types.ts';
import { join, number, shortDate } from './format.ts';

/** What is missing in words: what, how to mend it in the chat, and the buttons that begin to. */
export interface MissingWords {
  readonly text: string;
  readonly words: string;
  readonly buttons: readonly Choice[];
}

/** Activities without evidence that get a button each. */
const mostButtons = 4;

/** A thing that a report lacks, in words; `type` is the report. */
export function missingWords(m: Missing, type: ReportType): MissingWords {
  switch (m.what) {
    case 'period-open':
      return one(
        `El periodo todavía no termina (${shortDate(m.ends)}): las cifras son preliminares.`,
        'avance',
        { label: 'Ver el avance', words: 'avance' },
      );
    case 'no-roster':
      return one('No hay plantilla de personal en esa fecha.', 'plantilla', {
        label: 'Ver la plantilla',
        words: 'plantilla',
      });
    case 'overdue':
      return one(
        `Actividad ${m.activity}, vencido sin registrar: ${overdueList(m.owed)}.`,
        recordWords(m.counts, m.activity, m.owed[0]!),
        recordButton(m.counts, m.activity, m.owed[0]!),
      );
    case 'headcount':
      return one(
        `Actividad ${m.activity}: terminó y ${m.lack === 1 ? 'falta 1 persona' : `faltan ${number(m.lack)} personas`}.`,
        `pendientes ${m.activity}`,
        { label: `Ver quién falta en la actividad ${m.activity}`, words: `pendientes ${m.activity}` },
      );
    case 'evidence':
      return {
        text: `Sin evidencia: ${m.activities.length === 1 ? 'actividad' : 'actividades'} ${join(m.activities.map(String))}; el informe dice «evidencia pendiente».`,
        words: `evidencia ${m.activities[0]}`,
        buttons: m.activities
          .slice(0, mostButtons)
          .map((n) => ({ label: `Evidencia de la actividad ${n}`, words: `evidencia ${n}` })),
      };
    case 'complaints':
      return one('Faltan las cifras de denuncias de lo que se informa.', 'cifras denuncias', {
        label: 'Registrar cifras de denuncias',
        words: 'cifras denuncias registrar',
      });
    case 'signatory':
      return m.role === 'president'
        ? one(
            'No hay quien ocupe la Presidencia del Comité en esa fecha.',
            'comité alta NÚMERO presidencia FECHA',
            { label: 'Dar de alta a la Presidencia', words: 'comite alta' },
          )
        : one(
            'No hay quien ocupe la Secretaría Ejecutiva del Comité en esa fecha.',
            'comité alta NÚMERO secretaria FECHA',
            { label: 'Dar de alta a la Secretaría', words: 'comite alta' },
          );
    case 'addressee':
      return one('Falta confirmar a quién se dirige en la Contraloría.', 'programa', {
        label: 'Ver a quién se dirige',
        words: 'programa',
      });
    case 'oficio': {
      const words = `informe oficio ${reportWords(type)}`;
      return one('Falta el número de oficio; queda un espacio.', `${words} "CEI/012/2024"`, {
        label: 'Anotar el número de oficio',
        words,
      });
    }
  }
}

const one = (text: string, words: string, button: Choice): MissingWords => ({
  text,
  words,
  buttons: [button],
});

/** A report as it is named after `informe`, with its year, as two may run: `trimestral 2 2024`, `anual 2024`. */
export const reportWords = ({ kind, period }: ReportType): string =>
  kind === 'annual' ? `anual ${period}` : `trimestral ${period.slice(-1)} ${period.slice(0, 4)}`;

/** Three by name, then how many more. */
const overdueList = (owed: readonly Owed[]): string =>
  join([
    ...owed.slice(0, 3).map((o) => `${o.label} (${shortDate(o.due.date)})`),
    ...(owed.length > 3 ? [`${number(owed.length - 3)} más`] : []),
  ]);

/** The command that records what is owed. */
function recordWords(counts: Countable, activity: number, owed: Owed): string {
  switch (counts) {
    case 'session.held':
      return 'sesión celebrada FECHA';
    case 'report.quarterly':
      return `informe enviado trimestral ${owed.id.slice(-1)} FECHA`;
    case 'report.annual':
      return 'informe enviado anual FECHA';
    case 'delivery.made':
      return 'entrega FECHA CANTIDAD';
    case 'card.sent':
      return 'tarjeta enviada FECHA';
    case 'committee.ratified':
      return 'comité ratificar FECHA';
    default:
      return `actividad ${activity} realizada FECHA`;
  }
}

/** The button that opens the form for it. */
function recordButton(counts: Countable, activity: number, owed: Owed): Choice {
  switch (counts) {
    case 'session.held':
      return { label: 'Registrar la sesión', words: 'sesion celebrada' };
    case 'report.quarterly':
      return {
        label: `Registrar el informe del trimestre ${owed.id.slice(-1)}`,
        words: `informe registrar trimestral ${owed.id.slice(-1)} ${owed.id.slice(0, 4)}`,
      };
    case 'report.annual':
      return { label: 'Registrar el informe anual', words: 'informe registrar anual' };
    case 'delivery.made':
      return { label: 'Registrar la entrega', words: 'entrega' };
    case 'card.sent':
      return { label: 'Anotar una tarjeta enviada', words: 'tarjeta enviada' };
    case 'committee.ratified':
      return { label: 'Registrar la ratificación', words: 'comite ratificar' };
    default:
      return { label: `Registrar la actividad ${activity}`, words: `actividad ${activity}` };
  }
}
