import type { Block, Message } from '../message.ts';
import { messages, type What } from './card-changes.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { longDate, monthYear, number } from './format.ts';
import type { Card } from './integrity-day.ts';

/** What became of the messages of a change. */
export interface Counts {
  readonly messages: number;
  readonly changed: number;
  readonly waiting: number;
  readonly refused: number;
  readonly unknown: number;
  readonly needless: number;
  /** A later change followed. */
  readonly superseded: boolean;
}

const names: Record<What, string> = {
  corrected: 'Corrección',
  withdrawn: 'Retiro',
  renewed: 'Tarjeta nueva',
};

const facts = (c: Counts): Block => {
  const fact = (label: string, n: number) => (n > 0 ? [{ label, value: number(n) }] : []);
  return {
    type: 'facts',
    facts: [
      { label: 'Cambiados', value: number(c.changed) },
      ...fact('En espera', c.waiting),
      ...fact('La plataforma no lo aceptó', c.refused),
      ...fact('No se sabe si cambió', c.unknown),
      ...fact('No hizo falta', c.needless),
    ],
  };
};

const lacking = (period: string, c: Counts): Block | null =>
  c.waiting === 0 && c.refused + c.unknown > 0 && !c.superseded
    ? buttons(
        { label: 'Reintentar', words: `tarjeta reintentar ${period}`, style: 'primary' },
        { label: 'Ver cuáles', words: `tarjeta cambios ${period}` },
      )
    : null;

/** Why a message could not be changed, by the platform's code. */
function why(status: string, reason: string | null): string {
  if (status === 'unknown')
    return reason === 'no-message-id' ? 'no se sabe si llegó ni qué mensaje es' : 'no se sabe si cambió';
  if (status === 'no-address') return 'ya no hay un chat conocido';
  const known: Readonly<Record<string, string>> = {
    'not-there': 'el mensaje no está',
    'too-late': 'quedó a medias',
    message_not_found: 'el mensaje ya no existe',
    edit_window_closed: 'la configuración de Slack ya no deja cambiarlo',
    cant_update_message: 'la plataforma no deja cambiarlo',
    'http 403': 'la aplicación ya no está en ese chat',
    'http 404': 'el mensaje o el chat ya no existen',
  };
  const code = reason ?? '';
  return known[code] ?? `la plataforma no lo aceptó${code === '' ? '' : ` (${code})`}`;
}

/** What became of changes of cards that went out. */
export const cardOutcomes = {
  progress: (period: string, what: What, c: Counts): Message =>
    message(
      `${names[what]} de la tarjeta de ${monthYear(period)}: ${c.changed === 1 ? 'cambió' : 'cambiaron'} ${number(c.changed)} de ${messages(c.messages)}${c.waiting > 0 ? '; sigue en marcha' : ''}.`,
      facts(c),
      c.superseded ? small('Después hubo otro cambio, que vale en su lugar.') : null,
      lacking(period, c),
    ),
  noChanges: (period: string | null): Message =>
    problem(
      period === null
        ? 'Ninguna tarjeta ha cambiado después de salir.'
        : `La tarjeta de ${monthYear(period)} no ha cambiado desde que salió.`,
      'Para corregir una que ya salió: tarjeta corregir 2024-05',
    ),
  history: (o: {
    readonly period: string;
    readonly now: Card | null;
    readonly revisions: readonly {
      readonly what: What;
      readonly on: string;
      readonly by: string;
      readonly value: string;
      readonly sentence: string;
      readonly reason: string | null;
    }[];
    readonly counts: Counts;
    readonly failures: readonly {
      readonly where: string;
      readonly status: string;
      readonly reason: string | null;
    }[];
    readonly page: number;
    readonly pages: number;
  }): Message =>
    message(
      `Cambios de la tarjeta de ${monthYear(o.period)} después de salir: ${number(o.revisions.length)}.`,
      {
        type: 'list',
        items: [
          ...o.revisions.map(
            (r) =>
              `${names[r.what]}, ${longDate(r.on)}, por ${r.by}${r.reason === null ? '' : ` (${r.reason})`}. Antes decía: «${r.value}. ${r.sentence}»`,
          ),
          o.now === null ? 'Hoy dice que se retiró.' : `Hoy dice: «${o.now.value}. ${o.now.sentence}»`,
        ],
      },
      o.counts.messages > 0 ? facts(o.counts) : null,
      o.failures.length > 0 ? text('Mensajes que no se pudieron cambiar:') : null,
      o.failures.length > 0
        ? { type: 'list', items: o.failures.map((f) => `${f.where}: ${why(f.status, f.reason)}`) }
        : null,
      o.pages > 1 ? small(`Página ${o.page} de ${o.pages}.`) : null,
      o.page < o.pages
        ? buttons({ label: 'Ver más', words: `tarjeta cambios ${o.period} pagina ${o.page + 1}` })
        : null,
      o.counts.waiting === 0 && o.counts.refused + o.counts.unknown > 0
        ? buttons({ label: 'Reintentar', words: `tarjeta reintentar ${o.period}`, style: 'primary' })
        : null,
      small('Solo tú ves esta lista.'),
    ),
  retried: (period: string, n: number): Message =>
    message(
      n === 0
        ? `No quedó ningún mensaje de la tarjeta de ${monthYear(period)} por cambiar.`
        : `De acuerdo: vuelvo a intentar ${messages(n)} de la tarjeta de ${monthYear(period)}.`,
    ),
  channel: (platform: string | null, id: string | null): string =>
    `Canal ${id ?? '—'} (${platformNames[platform ?? ''] ?? '—'})`,
  person: (number_: string, name: string, platform: string | null): string =>
    `${number_} · ${name} (${platformNames[platform ?? ''] ?? '—'})`,
};

const platformNames: Readonly<Record<string, string>> = { slack: 'Slack', teams: 'Teams' };
