import type { Choice, Message } from '../message.ts';
import { buttons, message, problem, small } from './common.ts';
import { join, number, people, plural, shortDate } from './format.ts';

/** Somebody who is missing. */
export interface Row {
  readonly number: string;
  readonly name: string;
  readonly unit: string;
}

/** ` de «Archivo»`, nothing for all */
export const ofUnit = (unit: string | null): string => (unit === null ? '' : ` de «${unit}»`);
/** ` "Archivo"` as a command has it, nothing for all */
export const quoted = (unit: string | null): string => (unit === null ? '' : ` "${unit}"`);

export const pending = {
  noActivity: (said: string, numbers: readonly number[]): Message =>
    problem(
      said === ''
        ? 'Falta decir de qué actividad.'
        : `«${said}» no es una actividad en la que se cuente a cada persona.`,
      `Las que cuentan a cada persona son: ${numbers.join(', ')}. Por ejemplo: pendientes ${numbers[0] ?? 9}`,
    ),
  ownUnitOnly: (units: readonly string[]): Message =>
    problem(
      'Como responsable de unidad ves solo a las personas de tu unidad.',
      `Tu unidad: ${join(units.map((u) => `«${u}»`))}.`,
    ),
  list: (o: {
    readonly activity: number;
    readonly title: string;
    readonly unit: string | null;
    /** Units that are looked at, none for all. */
    readonly units: readonly string[];
    readonly cut: string;
    readonly of: number;
    readonly total: number;
    readonly page: number;
    readonly pages: number;
    readonly rows: readonly Row[];
    readonly mayAsk: boolean;
  }): Message => {
    const where = o.units.length === 0 ? '' : ` de ${join(o.units.map((u) => `«${u}»`))}`;
    const what = `actividad ${o.activity} (${o.title})`;
    if (o.total === 0)
      return message(
        `No falta nadie${where} en la ${what}.`,
        small(`Con la plantilla del ${shortDate(o.cut)}: ${people(o.of)}.`),
      );
    const choices: Choice[] = [
      ...(o.page < o.pages
        ? [{ label: 'Ver más', words: `pendientes ${o.activity}${quoted(o.unit)} pagina ${o.page + 1}` }]
        : []),
      ...(o.mayAsk
        ? [{ label: 'Enviar un recordatorio', words: `recordar ${o.activity}${quoted(o.unit)}` }]
        : []),
      { label: 'En Excel', words: `pendientes ${o.activity}${quoted(o.unit)} xlsx` },
    ];
    const item = (r: Row) =>
      o.units.length === 1 ? `${r.number} · ${r.name}` : `${r.number} · ${r.name} · ${r.unit}`;
    return message(
      `En la ${what} ${o.total === 1 ? 'falta' : 'faltan'} ${number(o.total)} de ${people(o.of)}${where}.`,
      { type: 'list', items: o.rows.map(item) },
      small(
        `${o.pages > 1 ? `Página ${o.page} de ${o.pages}. ` : ''}Con la plantilla del ${shortDate(o.cut)}. Solo tú ves esta lista.`,
      ),
      choices.length > 0 ? buttons(...choices) : null,
    );
  },
  /** The workbook of who is missing. */
  table: (missing: number, activities: number, unit: string | null): Message =>
    message(
      `Aquí está quién falta${ofUnit(unit)}: ${plural(missing, 'renglón', 'renglones')} en ${plural(activities, 'actividad', 'actividades')}.`,
      small(
        'Tiene datos personales: es solo para ti. Guárdalo en un lugar seguro y bórralo cuando no haga falta.',
      ),
    ),
  file: (activity: number | null, day: string): string =>
    `pendientes${activity === null ? '' : `-${activity}`}-${day}.xlsx`,
  sheet: (activity: number): string => `Actividad ${activity}`,
  header: (cut: string): string[] => [
    'Número de empleado',
    'Nombre',
    `Unidad (plantilla del ${shortDate(cut)})`,
    'Puesto',
    'Cuenta de chat',
  ],
  reached: (yes: boolean): string => (yes ? 'sí' : 'no'),
  summary: (
    lines: readonly {
      readonly number: number;
      readonly title: string;
      readonly cut: string;
      readonly missing: number;
      readonly of: number;
    }[],
    units: readonly string[] | null,
  ): Message =>
    message(
      `Quién falta${units === null ? ' en la institución' : ` en ${join(units.map((u) => `«${u}»`))}`}:`,
      {
        type: 'list',
        items: lines.map(
          (l) =>
            `${l.number}. ${l.title}: ${l.missing === 0 ? 'no falta nadie' : `${l.missing === 1 ? 'falta' : 'faltan'} ${number(l.missing)} de ${number(l.of)}`} (plantilla del ${shortDate(l.cut)})`,
        ),
      },
      lines.some((l) => l.missing > 0)
        ? buttons(
            ...lines
              .filter((l) => l.missing > 0)
              .map((l) => ({ label: `Actividad ${l.number}`, words: `pendientes ${l.number}` })),
            { label: 'Todo en Excel', words: 'pendientes xlsx' },
          )
        : null,
    ),
};
