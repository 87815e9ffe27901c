import type { RoleName } from '../kinds/people.ts';
import { roleNames } from './committee.ts';
import { fullDate, monthYear, number, plural } from './format.ts';

const cardChangeNames = {
  corrected: 'Corrección en su lugar',
  withdrawn: 'Retiro',
  renewed: 'Publicación de otra tarjeta',
};

/** The page of evidence that each monthly card files of itself. */
export const cardPage = {
  text: (p: {
    readonly title: string;
    readonly period: string;
    readonly on: string;
    readonly value: string;
    readonly lines: readonly string[];
    readonly places: readonly string[];
    readonly counts: readonly string[];
    /** What became of it after it went out. */
    readonly changes: readonly {
      readonly what: 'corrected' | 'withdrawn' | 'renewed';
      readonly on: string;
      readonly office: RoleName | null;
      readonly before: readonly string[];
      readonly messages: number;
      readonly changed: number;
    }[];
  }): string =>
    [
      p.title,
      `Tarjeta del Día de la Integridad, ${monthYear(p.period)}`,
      `Se publicó el ${fullDate(p.on)}.`,
      `Valor del mes: ${p.value}`,
      '',
      p.changes.at(-1)?.what === 'withdrawn'
        ? 'Texto de la tarjeta antes de retirarse:'
        : p.changes.length > 0
          ? 'Texto vigente de la tarjeta:'
          : 'Texto de la tarjeta:',
      ...p.lines.map((line) => `  ${line}`),
      '',
      ...p.changes.flatMap((c) => [
        `${cardChangeNames[c.what]} del ${fullDate(c.on)}, por ${c.office === null ? 'el Comité' : `el Comité (${roleNames[c.office]})`}.`,
        ...(c.messages > 0
          ? [`Mensajes cambiados en su lugar: ${number(c.changed)} de ${number(c.messages)}.`]
          : []),
        'Antes decía:',
        ...c.before.map((line) => `  ${line}`),
        '',
      ]),
      'Dónde se publicó (plataforma, canal, identificador del mensaje):',
      ...p.places.map((line) => `  ${line}`),
      '',
      'Cifras al día siguiente:',
      ...p.counts.map((line) => `  ${line}`),
      '',
    ].join('\n'),
  fileName: (period: string): string => `Tarjeta ${period}.txt`,
  place: (platform: string, channel: string, messageId: string | null): string =>
    `${platform}, ${channel}, ${messageId ?? 'sin identificador'}`,
  acknowledged: (n: number): string => `Enterado/a: ${plural(n, 'persona', 'personas')}`,
  personally: (n: number): string => `Enviada a cada persona: ${plural(n, 'envío', 'envíos')}`,
};
