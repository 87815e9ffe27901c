import type { Choice, Message } from '../message.ts';
import type { Column, Flag, Part } from '../programme/shapes.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { fullDate, join, plural, shortDate } from './format.ts';

const columnNames: Record<Column, string> = {
  title: 'el título',
  objective: 'el objetivo',
  target: 'la meta',
  indicator: 'el indicador',
  what: 'la actividad',
};

const partNames: Record<Part, string> = {
  calendar: 'el calendario de días inhábiles',
  months: 'los valores y frases de las tarjetas',
  letter: 'el texto de la carta compromiso',
  privacy: 'el aviso de privacidad',
  documents: 'los enlaces de los documentos',
  complaints: 'el procedimiento y los canales para denunciar',
  questions: 'las respuestas y el contacto de «duda»',
  addressee: 'el destinatario de los informes',
  quorum: 'la regla del quórum',
};

const numbers = (all: readonly number[]): string =>
  `${all.length === 1 ? 'actividad' : 'actividades'} ${join(all.map(String))}`;

/** What the committee should look at before it approves, a line each. */
function flagLine(flag: Flag): string {
  switch (flag.what) {
    case 'non-working':
      return `Actividad ${flag.activity}, ${flag.label}: cae en ${fullDate(flag.on)}, que no es día hábil.`;
    case 'dates':
      return `Actividad ${flag.activity}, ${flag.title}: las fechas se copiaron del año anterior; falta decidirlas.`;
    case 'year':
      return `Actividad ${flag.activity}: ${columnNames[flag.column]} habla de ${join(flag.years)}; confirma que así debe decir.`;
    case 'incomplete':
      return `Actividad ${flag.activity}, ${flag.title}: el indicador está incompleto («${flag.indicator}») y no se puede medir.`;
    case 'no-indicator':
      return `Sin indicador que se pueda medir: ${numbers(flag.activities)}.`;
    case 'part':
      return `Falta decidir si cuentan las personas declaradas o las acreditadas: ${numbers(flag.activities)}.`;
    case 'letter':
      return `Actividad ${flag.activity}: la carta sigue en su versión ${flag.version}, así que quien ya la firmó cuenta también este año; si deben firmar otra vez, hace falta una versión nueva (programa textos).`;
    case 'state-days':
      return 'El calendario solo trae los descansos de la Ley Federal del Trabajo: falta agregar los días inhábiles del Estado y las vacaciones.';
    case 'unconfirmed':
      return `Sin confirmar: ${partNames[flag.part]}.`;
  }
}

const tables = (year: number): Choice[] => [
  { label: 'Actividades', words: `programa actividades ${year}` },
  { label: 'Fechas', words: `programa fechas ${year}` },
  { label: 'Días inhábiles', words: `dias-inhabiles ${year} tabla` },
];

export const yearDrafts = {
  show: (
    { title, year }: { readonly title: string; readonly year: number },
    flags: readonly Flag[],
    fresh: boolean,
  ): Message =>
    message(
      fresh
        ? `Hice el borrador del ${title}. Todavía no cuenta para nada.`
        : `Borrador del ${title}. No cuenta para nada hasta que se apruebe.`,
      text(
        flags.length === 0
          ? 'No queda nada por revisar.'
          : `${plural(flags.length, 'punto', 'puntos')} por revisar antes de aprobarlo:`,
      ),
      flags.length === 0 ? null : { type: 'list', items: flags.map(flagLine) },
      text(
        `Para cambiarlo descarga una tabla, edítala y mándala con las mismas palabras. Para ponerlo en vigor: programa aprobar ${year} sesión FECHA acuerdo NÚMERO`,
      ),
      buttons(...tables(year)),
    ),
  none: (year: number): Message =>
    problem(`No hay un borrador del programa ${year}.`, `Para hacerlo: programa nuevo ${year}`),
  inForce: (year: number): Message =>
    problem(
      `El programa ${year} ya está aprobado.`,
      `Para cambiarlo: programa actividades ${year}, o bien: programa fechas ${year}`,
    ),
  notNext: (year: number, next: number): Message =>
    problem(`No puedo hacer un programa ${year}.`, `El que sigue es el de ${next}: programa nuevo ${next}`),
  discarded: (year: number): Message =>
    message(
      `Se descartó el borrador del programa ${year}.`,
      text(`Puedes hacer otro: programa nuevo ${year}`),
    ),
  approveHow: (): Message =>
    problem(
      'No entendí qué programa se aprueba.',
      'Di el año y la sesión, por ejemplo: programa aprobar 2025 sesión 2024-12-13 acuerdo 5',
    ),
  approve: (
    { title, year }: { readonly title: string; readonly year: number },
    said: {
      readonly where: string;
      readonly on: string;
      readonly recorded: boolean;
      readonly agreement: string | null;
    },
    flags: readonly Flag[],
    confirm: string,
  ): Message =>
    message(
      `¿Pongo en vigor el ${title} desde el 1 de enero de ${year}?`,
      {
        type: 'facts',
        facts: [
          { label: 'Aprobado en', value: `${said.where}, ${fullDate(said.on)}` },
          { label: 'Acuerdo', value: said.agreement ?? 'sin número' },
        ],
      },
      said.recorded
        ? null
        : small('Ese día no hay una sesión registrada; si fue, regístrala con «sesión celebrada».'),
      flags.length === 0
        ? null
        : text(`Se aprobaría con ${plural(flags.length, 'punto', 'puntos')} por revisar:`),
      flags.length === 0 ? null : { type: 'list', items: flags.map(flagLine) },
      buttons({ label: 'Sí, ponerlo en vigor', words: confirm, style: 'primary' }),
    ),
  approved: ({ title, year }: { readonly title: string; readonly year: number }): Message =>
    message(
      `El ${title} está aprobado y rige desde el 1 de enero de ${year}.`,
      text('El programa anterior sigue abierto hasta su último informe.'),
      buttons({ label: `Ver el avance ${year}`, words: `avance ${year}` }),
    ),
  changedMeanwhile: (year: number): Message =>
    problem(
      'El borrador cambió después de que te lo mostré.',
      `Revísalo otra vez antes de aprobarlo: programa nuevo ${year}`,
    ),
  noAgreement: (said: string): Message =>
    problem(`No encuentro el acuerdo «${said}».`, 'Escribe «acuerdos» para ver sus números.'),
  where: 'Sesión del Comité de Ética e Integridad',
  secretary: 'Secretaría Ejecutiva del Comité',
};

/** A version of a programme in one line. */
export const versionLine = (from: string, session: string | null, agreement: string | null): string => {
  const by = [
    ...(session === null ? [] : [`sesión del ${shortDate(session)}`]),
    ...(agreement === null ? [] : [`acuerdo ${agreement}`]),
  ];
  return `Cambió desde el ${shortDate(from)}${by.length === 0 ? '' : ` (${by.join(', ')})`}`;
};
