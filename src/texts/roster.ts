import type { Message } from '../message.ts';
import type { TableError } from '../ports/tables.ts';
import type { CellError, CellProblem } from '../roster/cells.ts';
import type { PersonField, RosterPlan, RosterWarning } from '../roster/types.ts';
import { join, number, people, percent, plural, shortDate } from './format.ts';

const megabytes = (bytes: number): string => `${number(bytes / 1024 / 1024)} MB`;

/** Why a file can't be read, and what to do about it. */
export function tableError({ problem, row, column, limit = 0 }: TableError): string {
  const place = row === null ? '' : `Fila ${row}${column === null ? '' : `, columna ${column}`}: `;
  const saveAs = 'Ábrelo y guárdalo como «Libro de Excel (.xlsx)» o como CSV.';
  const texts: Record<TableError['problem'], string> = {
    empty: 'El archivo no tiene ninguna fila con datos en su primera hoja.',
    'too-big': `El archivo pesa más de ${megabytes(limit)}. Quita las hojas y columnas que no se necesitan.`,
    'too-many-rows': `el archivo tiene más de ${number(limit)} filas con datos. Quita las que sobran al final.`,
    'too-many-columns': `hay datos más allá de la columna ${number(limit)}. Borra las columnas que sobran.`,
    'cell-too-long': `la celda tiene más de ${number(limit)} caracteres.`,
    bomb: 'El archivo crece demasiado al abrirse, así que no se leyó. Guarda en un libro nuevo solo la hoja con la lista.',
    macros: `El archivo tiene macros, así que no se leyó. ${saveAs}`,
    'old-excel': `Es un archivo de Excel antiguo (.xls) o tiene contraseña. ${saveAs}`,
    'binary-excel': `Es un libro binario de Excel (.xlsb). ${saveAs}`,
    'open-document': `Es una hoja de cálculo de LibreOffice (.ods). ${saveAs}`,
    'web-page': `Es una página web guardada como hoja de cálculo. ${saveAs}`,
    'not-a-table': 'El archivo no es una tabla: se lee CSV o Excel (.xlsx).',
    damaged: `El archivo está dañado y no se puede leer. ${saveAs}`,
    'open-quote': 'hay comillas que se abren y no se cierran.',
  };
  return place + texts[problem];
}

const sayings: Record<CellProblem, (said: string, other: string) => string> = {
  'missing-column': () => 'falta esta columna.',
  'repeated-column': () => 'hay dos columnas con este encabezado; deja solo una.',
  'no-rows': () => 'no hay ninguna persona debajo del encabezado.',
  missing: () => 'está vacía.',
  number: (said) =>
    `${said} no es un número de empleado: se escribe con letras, dígitos, guion o diagonal, sin espacios.`,
  'repeated-number': (said, other) => `el número ${said} ya está en la fila ${other}.`,
  name: (said) => `${said} no parece un nombre.`,
  email: (said) => `${said} no es una dirección de correo.`,
  'too-long': (said) => `el texto es demasiado largo: ${said}.`,
  date: (said) => `no entendí la fecha ${said}. Escríbela así: 2024-05-07 o 7/5/2024 (primero el día).`,
  'date-range': (said) => `la fecha ${said} está fuera de lo posible.`,
  'leave-before-join': (said) => `la baja ${said} es anterior al alta.`,
  garbled: (said) =>
    `las letras con acento llegaron dañadas: ${said}. Guarda el archivo como «CSV UTF-8» o como Excel (.xlsx).`,
  'formula-error': (said) => `la fórmula no tiene resultado: ${said}.`,
  'record-kind': (said) =>
    `no conozco el registro ${said}. Usa: capacitación, carta, evaluación, tapitas, donar o práctica.`,
  hours: (said) => `no entendí las horas ${said}. Escríbelas así: 4 o 1.5.`,
  amount: (said) => `no entendí la cantidad ${said}. Escríbela así: 2.5 kg o 3 piezas.`,
  'amount-unit': (said) => `¿${said} de qué? Escribe la cantidad con su unidad: 2.5 kg o 3 piezas.`,
  donation: (said) => `no conozco el donativo ${said}. Usa: alimentos, ropa, cobijas, tapitas u otros.`,
  practice: (said) =>
    `no conozco la práctica ${said}. Usa: reciclaje, forestación, limpieza, papel, energía u otra.`,
  'sheet-other': (said) => `esta tabla es de la hoja ${said}.`,
  'sheet-row': (said) => `la hoja no tiene el renglón ${said}.`,
  'sheet-person': (said) => `el número ${said} no es el de ese renglón de la hoja.`,
  'sheet-mark': (said) => `no entendí ${said}. Escribe «sí» o deja la celda vacía.`,
};

/** «Fila 12, columna «correo»: …» */
export function cellError({ row, column, problem, value, other }: CellError): string {
  const said = sayings[problem](value === undefined ? 'vacía' : `«${value}»`, String(other ?? ''));
  return `Fila ${row}, columna «${column}»: ${said}`;
}

/** A file refused whole: how many errors, then each with its place. */
export function refusedLines(errors: readonly CellError[]): string[] {
  return [
    `El archivo tiene ${plural(errors.length, 'error', 'errores')}, así que no se cambió nada:`,
    ...errors.map(cellError),
  ];
}

/** What is shown of a list before «y 280 más». */
export interface Shown {
  /** True: what would happen. False: what happened. */
  readonly simulated: boolean;
  /** Names of each list that are shown at most. */
  readonly most: number;
}

const fieldNames: Record<PersonField, string> = {
  number: 'número',
  name: 'nombre',
  email: 'correo',
  position: 'puesto',
};

/** A plan line by line: what is added, changed, moved and ended, and what the secretary should know. */
export function planLines(plan: RosterPlan, { simulated, most }: Shown): string[] {
  const verb = (n: number, would: readonly [string, string], did: readonly [string, string]) =>
    (simulated ? would : did)[n === 1 ? 0 : 1];
  const section = (lines: readonly string[], head: (n: number) => string): string[] =>
    lines.length === 0
      ? []
      : [
          `${head(lines.length)}:`,
          ...lines.slice(0, most).map((line) => `  ${line}`),
          ...(lines.length > most ? [`  y ${number(lines.length - most)} más`] : []),
        ];
  const sections = [
    ...section(
      plan.added.map(({ person, unit, on, again, until }) => {
        const end = until === null ? '' : ` hasta el ${shortDate(until)}`;
        return `${person.number} ${person.name}, ${unit}, desde el ${shortDate(on)}${end}${again ? ' (regresa)' : ''}`;
      }),
      (n) => `${verb(n, ['Se agregaría', 'Se agregarían'], ['Se agregó', 'Se agregaron'])} ${people(n)}`,
    ),
    ...section(
      plan.changed.map(
        ({ after, fields }) => `${after.number} ${after.name}: ${join(fields.map((f) => fieldNames[f]))}`,
      ),
      (n) => `${simulated ? 'Cambiarían' : 'Cambiaron'} los datos de ${people(n)}`,
    ),
    ...section(
      plan.moved.map(
        ({ person, from, to, on }) =>
          `${person.number} ${person.name}: de ${from} a ${to}, el ${shortDate(on)}`,
      ),
      (n) => `${verb(n, ['Cambiaría', 'Cambiarían'], ['Cambió', 'Cambiaron'])} de unidad ${people(n)}`,
    ),
    ...section(
      plan.ended.map(({ person, unit, on, absent }) => {
        const why = absent ? ' (no aparece en el archivo)' : '';
        return `${person.number} ${person.name}, ${unit}, el ${shortDate(on)}${why}`;
      }),
      (n) => `${verb(n, ['Causaría', 'Causarían'], ['Causó', 'Causaron'])} baja ${people(n)}`,
    ),
  ];
  return [
    ...(sections.length > 0 ? sections : ['El archivo no cambia nada en la plantilla.']),
    ...(plan.unchanged > 0 ? [`Sin cambios: ${people(plan.unchanged)}.`] : []),
    ...noteLines(plan),
  ];
}

function noteLines({ newUnits, ignored, warnings, forgotten, strayed }: RosterPlan): string[] {
  const quote = (items: readonly string[]) => join(items.map((item) => `«${item}»`));
  return [
    ...(forgotten.length > 0 ? [forgottenLine(forgotten)] : []),
    ...strayed.map(
      (said) => `Ojo: --readmitir ${said}: en el archivo no hay una persona olvidada con ese número.`,
    ),
    ...(newUnits.length > 0
      ? [`${newUnits.length === 1 ? 'Unidad nueva' : 'Unidades nuevas'}: ${quote(newUnits)}.`]
      : []),
    ...(ignored.length > 0
      ? [
          `${ignored.length === 1 ? 'Columna que no se leyó ni se guardó' : 'Columnas que no se leyeron ni se guardaron'}: ${quote(ignored)}.`,
        ]
      : []),
    ...warnings.map((warning) => `Ojo: ${warningText(warning)}`),
  ];
}

/** Rows that were left out, since their people asked to be forgotten. */
const forgottenLine = (rows: readonly number[]): string =>
  `${
    rows.length === 1
      ? '1 persona fue olvidada y no se vuelve a registrar'
      : `${number(rows.length)} personas fueron olvidadas y no se vuelven a registrar`
  } (${rows.length === 1 ? 'fila' : 'filas'} ${join(rows.map(String))}). Si una debe volver: --readmitir NÚMERO.`;

/** A warning as a sentence. */
export function warningText(warning: RosterWarning): string {
  const who = people(warning.people);
  const one = warning.people === 1;
  switch (warning.kind) {
    case 'shared-email':
      return `${who} comparten ${plural(warning.emails, 'correo', 'correos')}; un correo compartido no identifica a nadie en el chat.`;
    case 'no-email':
      return `${who} no ${one ? 'tiene' : 'tienen'} correo; el Comité puede registrar por ${one ? 'ella' : 'ellas'}.`;
    case 'bare-numbers':
      return `${plural(warning.people, 'número de empleado viene', 'números de empleado vienen')} como cifra de Excel; si ${one ? 'llevaba' : 'llevaban'} ceros al inicio, ya no están.`;
    case 'zeros-differ':
      return `${plural(warning.people, 'número difiere', 'números difieren')} solo en los ceros del inicio y ${one ? 'se tomó como la misma persona' : 'se tomaron como las mismas personas'}.`;
    case 'join-differs':
      return `la fecha de alta de ${who} no es la que ya está registrada; se conserva la registrada.`;
    case 'leave-differs':
      return `la fecha de baja de ${who} no es la que queda registrada.`;
    case 'left-before-start':
      return one
        ? 'una persona causó baja antes de que empiece la plantilla y no se agrega.'
        : `${who} causaron baja antes de que empiece la plantilla y no se agregan.`;
  }
}

/** What must be typed before more than 2 % of the roster leave. */
export const confirmWords = ({ ending }: RosterPlan): string => `dar de baja a ${ending}`;

/** The question that goes with it. */
export function confirmText(plan: RosterPlan): string {
  const share = percent((plan.ending / Math.max(plan.active, 1)) * 100);
  return `Esto da de baja a ${number(plan.ending)} de ${people(plan.active)} (${share}). Si es correcto, escribe: ${confirmWords(plan)}`;
}

/** A plan as a message for the chat. */
export function planMessage(plan: RosterPlan, shown: Shown): Message {
  const counts = [
    { label: 'Altas', value: number(plan.added.length) },
    { label: 'Cambios de datos', value: number(plan.changed.length) },
    { label: 'Cambios de unidad', value: number(plan.moved.length) },
    { label: 'Bajas', value: number(plan.ended.length) },
  ];
  const summary = shown.simulated ? 'Esto cambiaría en la plantilla.' : 'La plantilla quedó actualizada.';
  return {
    summary,
    blocks: [
      { type: 'text', text: summary, strong: true },
      { type: 'facts', facts: counts },
      { type: 'list', items: planLines(plan, shown).map((line) => line.trim()) },
    ],
  };
}
