import type { Choice, Message } from '../message.ts';
import { buttons, message, small, text } from './common.ts';
import { join, monthYear, people, plural, shortDate } from './format.ts';

const sheetChoice = (
  unit: string,
  sheet: { readonly activity: number; readonly course: string | null; readonly on: string | null },
): Choice =>
  sheet.course === null
    ? { label: `Hoja de la actividad ${sheet.activity}`, words: `hoja ${sheet.activity} "${unit}"` }
    : {
        label: `Hoja de «${sheet.course.slice(0, 40)}»`,
        words: `hoja ${sheet.activity} "${unit}" "${sheet.course}" ${sheet.on}`,
      };

export const leads = {
  monthly: (
    today: string,
    units: readonly {
      readonly unit: string;
      readonly people: number;
      readonly named: readonly { readonly name: string; readonly numbers: readonly number[] }[];
      readonly activities: readonly { readonly number: number; readonly title: string }[];
      /** Sheets that the unit can print now. */
      readonly sheets: readonly {
        readonly activity: number;
        readonly course: string | null;
        readonly on: string | null;
      }[];
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
        ...(u.sheets.length === 0
          ? []
          : [
              text('Para quien no usa el chat, imprime una hoja para firmar:'),
              buttons(...u.sheets.map((sheet) => sheetChoice(u.unit, sheet))),
            ]),
      ]),
      small([...titles].map(([n, title]) => `${n}: ${title}`).join('. ')),
      buttons(
        { label: 'Ver por actividad', words: 'pendientes' },
        { label: 'Lista completa en Excel', words: 'pendientes xlsx' },
      ),
      small(
        'Cuando vuelva firmada, escribe por ejemplo «hoja 231 todos menos 4 9 17» y adjunta la foto. Esta lista es solo para ti.',
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
      small(
        'La Secretaría Ejecutiva los nombra: comité alta 01234 responsable "nombre de la unidad" 2024-05-02, y si tiene fin: hasta 2024-12-31',
      ),
    );
  },
};
