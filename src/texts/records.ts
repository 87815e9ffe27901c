import type { DonationThing, PracticeName } from '../kinds/records.ts';
import type { Form, Message, Option } from '../message.ts';
import type { Programme } from '../programme/schema.ts';
import { buttons, message, problem, small, text } from './common.ts';
import { dateLabel } from './fields.ts';
import { dateRange, hours, kilograms, longDate, pieces } from './format.ts';

/** Whose record it is, when the committee registers for somebody: their name; null for one's own. */
type For = string | null;

const forWhom = (who: For): string => (who === null ? '' : ` (${who})`);
const undo = (fresh: boolean, who: For) =>
  small(
    !fresh
      ? 'Ya estaba registrado: no se anotó otra vez.'
      : who === null
        ? 'Si te equivocaste, durante 7 días puedes escribir «cancelar» y el folio.'
        : 'Registrado por el Comité.',
  );

const done = (
  what: string,
  folio: string,
  fresh: boolean,
  who: For,
  ...rest: ReturnType<typeof text>[]
): Message =>
  message(`${fresh ? 'Listo' : 'Ya estaba registrado'}: ${what} Folio ${folio}.`, ...rest, undo(fresh, who));

export const privacy = (programme: Programme) => small(programme.privacyNotice.text);

export const training = {
  recorded: (
    course: string,
    minutes: number | null,
    on: string,
    folio: string,
    fresh: boolean,
    who: For,
  ): Message =>
    done(
      `capacitación${forWhom(who)} «${course}» del ${longDate(on)}${minutes === null ? '' : `, ${hours(minutes)}`}.`,
      folio,
      fresh,
      who,
    ),
  form: (today: string, intro: string): Form => ({
    title: 'Confirmar capacitación',
    words: 'capacitacion',
    intro,
    submit: 'Confirmar',
    fields: [
      {
        id: 'course',
        type: 'text',
        label: 'Nombre del curso',
        maxLength: 150,
        hint: 'Por ejemplo: Ética pública',
      },
      { id: 'date', type: 'date', label: dateLabel, initial: today },
      {
        id: 'hours',
        type: 'number',
        label: 'Duración en horas',
        min: 0.25,
        max: 200,
        decimals: true,
        optional: true,
      },
    ],
  }),
  noCourse: (): Message =>
    problem('Faltó el nombre del curso.', 'Por ejemplo: capacitación "Ética pública" 2024-05-07 4h'),
  oddWords: (said: string): Message =>
    problem(
      `No entendí «${said}» junto al curso.`,
      'Por ejemplo: capacitación "Ética pública" 2024-05-07 4h',
    ),
  tooLong: (): Message =>
    problem('El nombre del curso es demasiado largo.', 'Usa como máximo 150 caracteres.'),
  tellsWho: (): Message =>
    problem(
      'Escribe solo el nombre del curso, sin nombres de personas ni correos.',
      'Por ejemplo: capacitación "Ética pública" 2024-05-07 4h',
    ),
};

export const things: Record<DonationThing, string> = {
  caps: 'tapitas',
  food: 'alimentos',
  clothes: 'ropa',
  blankets: 'cobijas',
  other: 'otros donativos',
};

export const amountOf = (unit: 'g' | 'pieces', amount: number): string =>
  unit === 'g' ? kilograms(amount) : pieces(amount);

const options = (names: Record<string, string>): Option[] =>
  Object.entries(names).map(([value, label]) => ({ value, label: label[0]!.toUpperCase() + label.slice(1) }));

export const donation = {
  recorded: (
    thing: DonationThing,
    unit: 'g' | 'pieces',
    amount: number,
    on: string,
    folio: string,
    fresh: boolean,
    who: For,
  ): Message =>
    done(
      `${amountOf(unit, amount)} de ${things[thing]}${forWhom(who)}, ${longDate(on)}.`,
      folio,
      fresh,
      who,
      text('¡Gracias! Cada donativo cuenta para la entrega de este año.'),
    ),
  again: (
    thing: DonationThing,
    unit: 'g' | 'pieces',
    amount: number,
    folio: string,
    words: string,
    nonce: string,
  ): Message =>
    message(
      `Hace un momento anotaste lo mismo: ${amountOf(unit, amount)} de ${things[thing]}. Folio ${folio}.`,
      text('No lo anoté otra vez. Si es otro donativo igual, presiona el botón.'),
      buttons({ label: 'Registrar otra igual', words, nonce }),
    ),
  form: (today: string, thing: DonationThing, intro: string): Form => ({
    title: 'Anotar un donativo',
    words: 'donar',
    intro,
    submit: 'Anotar',
    fields: [
      { id: 'thing', type: 'choice', label: '¿Qué donas?', options: options(things), initial: thing },
      { id: 'amount', type: 'number', label: 'Cantidad', min: 0.001, max: 5000, decimals: true },
      {
        id: 'unit',
        type: 'choice',
        label: 'Unidad',
        options: [
          { value: 'kg', label: 'Kilos' },
          { value: 'piezas', label: 'Piezas' },
        ],
        initial: thing === 'caps' ? 'kg' : 'piezas',
      },
      { id: 'date', type: 'date', label: dateLabel, initial: today },
    ],
  }),
  unknownThing: (said: string): Message =>
    problem(
      `No entendí qué donas${said ? ` («${said}»)` : ''}.`,
      'Puede ser: tapitas, alimentos, ropa, cobijas u otros. Por ejemplo: donar ropa 3 piezas',
    ),
};

export const practiceNames: Record<PracticeName, string> = {
  recycling: 'reciclaje',
  reforestation: 'forestación',
  cleaning: 'limpieza de espacios',
  paper: 'cuidado del papel',
  energy: 'ahorro de energía',
  other: 'otra práctica',
};

export const practice = {
  recorded: (name: PracticeName, on: string, folio: string, fresh: boolean, who: For): Message =>
    done(
      `práctica por el medio ambiente${forWhom(who)}, ${practiceNames[name]}, ${longDate(on)}.`,
      folio,
      fresh,
      who,
    ),
  form: (today: string, intro: string): Form => ({
    title: 'Práctica por el ambiente',
    words: 'practica',
    intro,
    submit: 'Anotar',
    fields: [
      {
        id: 'practice',
        type: 'choice',
        label: '¿Qué hiciste?',
        options: options(practiceNames),
        initial: 'recycling',
      },
      { id: 'date', type: 'date', label: dateLabel, initial: today },
    ],
  }),
  oddWords: (said: string): Message =>
    problem(`No entendí «${said}».`, 'Por ejemplo: práctica reciclaje 2024-05-07'),
  unknown: (said: string): Message =>
    problem(
      `No conozco la práctica «${said}».`,
      'Puede ser: reciclaje, forestación, limpieza, papel, energía u otra. Por ejemplo: práctica reciclaje',
    ),
};

export const evaluation = {
  recorded: (
    year: number,
    on: string,
    folio: string,
    fresh: boolean,
    who: For,
    late: string | null,
  ): Message =>
    done(
      `participación${forWhom(who)} en la evaluación anual ${year}, ${longDate(on)}.`,
      folio,
      fresh,
      who,
      ...(late === null ? [] : [text(late)]),
    ),
  oddWords: (said: string): Message =>
    problem(
      `No entendí «${said}».`,
      'Para anotar que participaste: evaluación, o bien: evaluación 15 de enero',
    ),
  late: (from: string, to: string): string =>
    `El periodo de la evaluación fue ${dateRange(from, to)}. Si participaste otro día, cancela este folio y escribe, por ejemplo: evaluación 15 de enero`,
};

export const letter = {
  show: (
    l: Programme['letter'],
    confirmed: boolean,
    words: string,
    nonce: string,
    intro: string,
  ): Message => ({
    summary: `${l.title} (versión ${l.version})`,
    blocks: [
      { type: 'heading', text: l.title },
      ...(confirmed ? [] : [small('Texto de muestra: el Comité todavía no lo confirma.')]),
      ...l.paragraphs.map(text),
      small(`Versión ${l.version}. ${intro}`),
      buttons({ label: 'Acepto y me comprometo', words, nonce, style: 'primary' }),
      small(
        'Al presionar el botón queda tu acuse electrónico; no es una firma autógrafa ni electrónica avanzada.',
      ),
    ],
  }),
  accepted: (version: string, on: string, folio: string, fresh: boolean, who: For): Message =>
    done(
      `acuse electrónico de la carta compromiso${forWhom(who)}, versión ${version}, ${longDate(on)}.`,
      folio,
      fresh,
      who,
      ...(who === null && fresh ? [text('Gracias por tu compromiso con la ética y la integridad.')] : []),
    ),
  already: (version: string, on: string, folio: string, who: For): Message =>
    message(
      `${who === null ? 'Ya aceptaste' : `${who} ya aceptó`} la carta compromiso, versión ${version}, el ${longDate(on)}. Folio ${folio}.`,
      text(
        `${who === null ? 'No necesitas hacer nada más' : 'No se anotó otra vez'}: solo se pide otra vez cuando cambia la versión de la carta.`,
      ),
    ),
  oddWords: (said: string): Message =>
    problem(`No entendí «${said}».`, 'Por ejemplo: registrar 01234 carta 2024-04-29'),
  otherVersion: (version: string): Message =>
    message(
      'Ese botón es de otra versión de la carta.',
      text(`La versión vigente es la ${version}. Léela y acéptala de nuevo.`),
      small('No se registró nada.'),
      buttons({ label: 'Ver la carta vigente', words: 'carta' }),
    ),
  notConfirmed: (): Message =>
    message(
      'El Comité todavía no confirma el texto de la carta compromiso.',
      text('Cuando la Secretaría Ejecutiva lo confirme podrás aceptarla aquí. No se registró nada.'),
    ),
  confirmedNow: (version: string): Message =>
    message(
      `Quedó confirmado el texto de la carta, versión ${version}.`,
      text('A partir de ahora se puede aceptar desde el chat.'),
    ),
};
