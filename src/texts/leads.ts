import type { Message } from '../message.ts';
import { buttons, message, small, text } from './common.ts';
import { join, monthYear, plural, shortDate } from './format.ts';

const people = (n: number): string => plural(n, 'persona', 'personas');

export const leads = {
  monthly: (
    today: string,
    units: readonly {
      readonly unit: string;
      readonly people: number;
      readonly named: readonly { readonly name: string; readonly numbers: readonly number[] }[];
      readonly activities: readonly { readonly number: number; readonly title: string }[];
    }[],
  ): Message => {
    const titles = new Map(units.flatMap((u) => u.activities.map((a) => [a.number, a.title] as const)));
    return message(
      `Tu unidad en ${monthYear(today)}: ${people(units.reduce((n, u) => n + u.people, 0))} con algo pendiente.`,
      ...units.flatMap((u) => [
        text(`«${u.unit}»`),
        {
          type: 'list' as const,
          items: [
            ...u.named.map(
              (p) =>
                `${p.name}: ${p.numbers.length === 1 ? 'actividad' : 'actividades'} ${join(p.numbers.map(String))}`,
            ),
            ...(u.people > u.named.length ? [`y ${people(u.people - u.named.length)} más`] : []),
          ],
        },
      ]),
      small([...titles].map(([n, title]) => `${n}: ${title}`).join('. ')),
      buttons({ label: 'Ver por actividad', words: 'pendientes' }),
      small(
        'Para quien no usa el chat, pide una hoja para firmar: hoja 11 "nombre de tu unidad". Esta lista es solo para ti.',
      ),
    );
  },
  list: (
    lines: readonly {
      readonly unit: string;
      readonly people: number;
      readonly leads: readonly { readonly name: string; readonly from: string }[];
    }[],
  ): Message => {
    const without = lines.filter((l) => l.leads.length === 0).length;
    return message(
      without === 0
        ? 'Todas las unidades tienen responsable.'
        : `${plural(without, 'unidad', 'unidades')} sin responsable.`,
      {
        type: 'list',
        items: lines.map(
          (l) =>
            `${l.unit} (${people(l.people)}): ${l.leads.length === 0 ? 'sin responsable' : join(l.leads.map((p) => `${p.name}, desde el ${shortDate(p.from)}`))}`,
        ),
      },
      small('La Secretaría Ejecutiva los nombra: comité alta 01234 responsable "nombre de la unidad"'),
    );
  },
};
