import type { Message } from '../message.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { dayMonth, join, longDate, monthYear, plural, shortDate } from './format.ts';

const people = (n: number): string => plural(n, 'persona', 'personas');

interface Row {
  readonly row: number;
  readonly name: string;
}

export const sheets = {
  how: (): Message =>
    problem(
      'Para una hoja hacen falta la actividad y la unidad entre comillas; en capacitación, también el curso y su fecha.',
      'Por ejemplo: hoja 9 "Subdirección Médica" "Ética pública" 2024-05-07, hoja 11 "Subdirección Médica", o al devolverla: hoja 231 todos menos 4 9 17',
    ),
  ownUnitOnly: (): Message =>
    problem(
      'Como responsable de unidad puedes pedir y devolver solo las hojas de tu unidad.',
      'Escribe «pendientes» para ver quién falta en ella.',
    ),
  nobody: (unit: string, activity: number): Message =>
    problem(
      `En «${unit}» no falta nadie en la actividad ${activity}; no hace falta una hoja.`,
      `Para ver quién falta: pendientes ${activity}`,
    ),
  issued: (n: number, unit: string, rows: number, more: boolean): Message =>
    message(
      `Listo: hoja ${n} de «${unit}» con ${people(rows)}.`,
      text(
        `Se imprime en el servidor. Cuando vuelva firmada, escribe por ejemplo «hoja ${n} todos menos 4 9 17», con los renglones sin firma.`,
      ),
      more ? small('La unidad tiene más personas de las que caben en una hoja.') : null,
      buttons({ label: `Ver la hoja ${n}`, words: `hoja ${n}` }),
    ),
  noSheet: (n: number): Message =>
    problem(`No encuentro la hoja ${n}.`, 'Para pedir una: hoja 11 "Subdirección Médica"'),
  show: (
    sheet: {
      readonly sheet: number;
      readonly unit: string;
      readonly activity: number;
      readonly course: string | null;
      readonly date: string | null;
    },
    rows: readonly Row[],
  ): Message =>
    message(
      `Hoja ${sheet.sheet}: actividad ${sheet.activity}, «${sheet.unit}»${sheet.course === null ? '' : `, «${sheet.course}»`}${sheet.date === null ? '' : `, ${shortDate(sheet.date)}`}.`,
      { type: 'list', items: rows.map((r) => `${r.row}. ${r.name}`) },
      small(`Para registrarla: hoja ${sheet.sheet} todos, o hoja ${sheet.sheet} todos menos 4 9`),
    ),
  badRows: (n: number, last: number, bad: readonly string[]): Message =>
    problem(
      bad.length === 0
        ? `No entendí qué renglones de la hoja ${n} están firmados.`
        : `La hoja ${n} tiene los renglones 1 a ${last}; no entendí ${join(bad.map((b) => `«${b.slice(0, 20)}»`))}.`,
      `Por ejemplo: hoja ${n} todos, hoja ${n} todos menos 4 9, hoja ${n} 1 2 5-8`,
    ),
  gone: (n: number, date: string, rows: readonly Row[]): Message =>
    message(
      `No registré la hoja ${n}: el ${dayMonth(date)} hay personas que no están en la plantilla.`,
      { type: 'list', items: rows.map((r) => `${r.row}. ${r.name}`) },
      small('No se registró nada. Déjalas fuera con «menos» y sus renglones.'),
    ),
  recorded: (
    n: number,
    date: string,
    lines: readonly (Row & { readonly what: 'new' | 'proved' | 'already'; readonly folio: string | null })[],
    by: string | null,
  ): Message => {
    const fresh = lines.filter((l) => l.what !== 'already').length;
    const said = {
      new: 'registrada',
      proved: 'ya lo había declarado; quedó acreditada',
      already: 'ya estaba registrada, no se anotó otra vez',
    };
    return message(
      fresh === 0
        ? `La hoja ${n} ya estaba registrada: no se anotó nada otra vez.`
        : `Listo: ${people(fresh)} de la hoja ${n}, con fecha del ${longDate(date)}.`,
      {
        type: 'list',
        items: lines.map(
          (l) => `${l.row}. ${l.name}: ${said[l.what]}${l.folio === null ? '' : `, folio ${l.folio}`}`,
        ),
      },
      small(`Registrado por ${by ?? 'el Comité'}. Guarda la hoja firmada: es la evidencia.`),
    );
  },
};

/** What a printed sheet says. */
export const printed = {
  title: (n: number): string => `Hoja ${n}`,
  subtitle: (course: string | null, date: string | null): string =>
    [course === null ? '' : `«${course}»`, date === null ? 'Fecha: ____________________' : shortDate(date)]
      .filter(Boolean)
      .join(', '),
  activity: (number: number, title: string): string => `Actividad ${number}. ${title}`,
  unit: (unit: string): string => `Unidad: ${unit}`,
  columns: ['Renglón', 'Número', 'Nombre', 'Firma'],
  footer: (n: number, page: number, pages: number): string => `Hoja ${n}, página ${page} de ${pages}`,
  lead: 'Nombre y firma de la persona responsable de la unidad: ______________________________',
  written: (file: string): string => `Se escribió ${file}.`,
  none: (n: number): string => `No hay una hoja ${n}.`,
};

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
