import { thingNames, thingWords } from '../activities/donations.ts';
import { clause } from '../activities/when.ts';
import type { Ask } from '../ask.ts';
import type { RecordKind } from '../folio.ts';
import { takeAmount, takeDate } from '../input/extract.ts';
import { fold, lookUp, type Token } from '../input/words.ts';
import type { BodyOf } from '../kinds.ts';
import { agreement } from '../sessions/agreements.ts';
import { reportWords } from '../texts/report-missing.ts';
import type { Rec } from '../view/shapes.ts';

/** The command that records each kind, by its first word; what has none is recorded by no command of its own. */
const commandOf: Readonly<Record<Exclude<RecordKind, 'record.voided'>, string>> = {
  'training.recorded': 'capacitacion',
  'letter.accepted': 'carta',
  'donation.recorded': 'donar',
  'practice.recorded': 'practica',
  'evaluation.recorded': 'evaluacion',
  'session.held': 'sesion',
  'session.extraordinary': 'sesion',
  'report.quarterly': 'informe',
  'report.annual': 'informe',
  'report.addendum': 'informe',
  'delivery.made': 'entrega',
  'activity.done': 'actividad',
  'figure.official': 'cifra',
  'card.sent': 'tarjeta',
  'committee.ratified': 'comite',
  'agreement.made': 'acuerdos',
};

/** The first word of the command by which a record is made again; null for a cancellation. */
export const commandWord = ({ kind }: Rec): string | null =>
  kind === 'record.voided' ? null : commandOf[kind];

const plain = (text: string): Token => ({ text, quoted: false });
const quote = (text: string): Token => ({ text, quoted: true });
const words = (text: string): Token[] => (text === '' ? [] : text.split(' ').map(plain));

const most = { g: Number.MAX_SAFE_INTEGER, pieces: Number.MAX_SAFE_INTEGER, min: Number.MAX_SAFE_INTEGER };
const amount = (n: number, unit: 'g' | 'pieces'): string => (unit === 'g' ? `${n} g` : `${n} piezas`);

/**
 * The words, behind the command's own, that make a record again with what somebody says otherwise: what they leave out
 * stays as it is recorded.
 */
export function wordsAgain(ask: Ask, record: Rec, said: readonly Token[]): Token[] {
  const rest = own(record, said);
  const dated = takeDate(rest, ask.today).date !== null;
  const day = dated ? [] : [plain(record.occurredOn)];
  const none = (test: (t: Token) => boolean) => !rest.some(test);
  const quoted = (t: Token) => t.quoted;
  switch (record.kind) {
    case 'training.recorded': {
      const { course, minutes } = record.body as BodyOf<'training.recorded'>;
      const length =
        minutes === null || takeAmount(rest, most).amount !== null ? [] : words(`${minutes} min`);
      return [...(none(quoted) ? [quote(course)] : []), ...rest, ...length, ...day];
    }
    case 'donation.recorded': {
      const { thing, unit, amount: n } = record.body as BodyOf<'donation.recorded'>;
      const unnamed = none((t) => lookUp(thingWords, t.text) !== undefined);
      const undated = takeDate(rest, ask.today).rest;
      const lacks = takeAmount(undated, most, 'pieces').amount === null;
      const what = unnamed ? thingNames[thing] : '';
      return [...words(what), ...rest, ...words(lacks ? amount(n, unit) : ''), ...day];
    }
    case 'practice.recorded': {
      const { practice } = record.body as BodyOf<'practice.recorded'>;
      const nothing = takeDate(rest, ask.today).rest.length === 0;
      return [...words(nothing ? practiceWords[practice] : ''), ...rest, ...day];
    }
    case 'session.held':
    case 'session.extraordinary': {
      const typed = !none((t) => /^(extra)?ordinaria$/.test(fold(t.text)));
      const type = record.kind === 'session.extraordinary' && !typed ? [plain('extraordinaria')] : [];
      return [plain('celebrada'), ...rest, ...day, ...type];
    }
    case 'report.quarterly':
    case 'report.annual': {
      const named = !none((t) => /^(anual|trimestral|trimestre)$/.test(fold(t.text)));
      const quarter = String(record.body.period).at(-1);
      const which = record.kind === 'report.annual' ? 'anual' : `trimestral ${quarter}`;
      return [plain('enviado'), ...words(named ? '' : which), ...rest, ...day];
    }
    case 'report.addendum': {
      const { report: kind, period } = record.body as BodyOf<'report.addendum'>;
      return [...words(`adenda enviada ${reportWords({ kind, period })}`), ...rest, ...day];
    }
    case 'delivery.made': {
      const nothing = takeDate(rest, ask.today).rest.length === 0;
      return [...rest, ...(nothing ? delivered(record.body as BodyOf<'delivery.made'>) : []), ...day];
    }
    case 'activity.done': {
      const { activity, note } = record.body as BodyOf<'activity.done'>;
      const kept = note && none(quoted) ? ask.textOf(note.id) : null;
      return [...words(`${activity} realizada`), ...rest, ...day, ...(kept ? [quote(kept)] : [])];
    }
    case 'figure.official': {
      const { activity, number, source } = record.body as BodyOf<'figure.official'>;
      const { date, rest: others } = takeDate(rest, ask.today);
      const figure = others.find((t) => !t.quoted && /^[\d,]+$/.test(t.text)) ?? plain(String(number));
      const from = others.find(quoted) ?? quote(source);
      const odd = others.filter((t) => t !== figure && t !== from);
      return [...words(`oficial ${activity}`), figure, from, plain(date ?? record.occurredOn), ...odd];
    }
    case 'agreement.made':
      return agreed(ask, record, rest);
    case 'card.sent':
      return [plain('enviada'), ...rest, ...day];
    case 'committee.ratified':
      return [plain('ratificar'), ...rest, ...day];
    default:
      return [...rest, ...day];
  }
}

/** Words that only repeat what kind of record it is: «entrega 118 kg», «acuerdo nuevo …». */
function own({ kind }: Rec, said: readonly Token[]): readonly Token[] {
  const verbs =
    /^(acuerdos?|actividad|adenda|anual|capacitacion|carta|celebrada|cifra|comite|curso|donar|donativo|entrega|enviad[ao]|evaluacion|informe|nuev[ao]|oficial|practica|ratificar|realizada|registrar|sesion|tarjeta)$/;
  let from = 0;
  while (said[from] && !said[from]!.quoted && verbs.test(fold(said[from]!.text))) {
    if (kind.startsWith('report.') && fold(said[from]!.text) === 'anual') break;
    from += 1;
  }
  return said.slice(from);
}

const practiceWords: Readonly<Record<BodyOf<'practice.recorded'>['practice'], string>> = {
  recycling: 'reciclaje',
  reforestation: 'forestacion',
  cleaning: 'limpieza',
  paper: 'papel',
  energy: 'energia',
  other: 'otra',
};

function delivered({ grams, pieces, items }: BodyOf<'delivery.made'>): Token[] {
  if (items) return items.flatMap((i) => words(`${thingNames[i.thing]} ${amount(i.amount, i.unit)}`));
  return [
    ...words(grams === null ? '' : amount(grams, 'g')),
    ...words(pieces === null ? '' : amount(pieces, 'pieces')),
  ];
}

/** An agreement's words, owner, day of its session and day by which it is due. */
function agreed(ask: Ask, record: Rec, said: readonly Token[]): Token[] {
  const { text, owner, due, session } = agreement(ask.view, record);
  const { taken, rest } = clause(said, /^(sesion|tomado)$/, ask.today);
  const number = owner === null ? undefined : ask.people.byId(owner)?.number;
  const has = (word: string) => rest.some((t) => fold(t.text) === word);
  const at = rest.findIndex((t) => fold(t.text) === 'responsable');
  const others = at < 0 ? rest : rest.filter((_, i) => i !== at && i !== at + 1);
  const dated = takeDate(others, ask.today, { prefer: 'future' }).date !== null;
  return [
    ...(rest.some((t) => t.quoted) ? [] : [quote(ask.textOf(text) ?? '—')]),
    plain('nuevo'),
    ...rest,
    ...words(has('responsable') || number === undefined ? '' : `responsable ${number}`),
    ...words(dated || due === null ? '' : due),
    ...words(`sesion ${taken ?? session ?? record.occurredOn}`),
  ].sort((a, b) => Number(b.text === 'nuevo') - Number(a.text === 'nuevo'));
}

/** What a form for a record's kind holds beforehand, by field id: what is recorded. */
export function fieldsOf(ask: Ask, record: Rec): Record<string, string> {
  const { kind, occurredOn, body } = record;
  const date = { date: occurredOn };
  switch (kind) {
    case 'training.recorded':
      return { ...date, course: String(body.course), hours: hours(body.minutes as number | null) };
    case 'donation.recorded': {
      const { thing, unit, amount: n } = body as BodyOf<'donation.recorded'>;
      return {
        ...date,
        thing,
        unit: unit === 'g' ? 'kg' : 'piezas',
        amount: String(unit === 'g' ? n / 1000 : n),
      };
    }
    case 'practice.recorded':
      return { ...date, practice: String(body.practice) };
    case 'session.held':
    case 'session.extraordinary':
      return { ...date, type: kind === 'session.held' ? 'ordinaria' : 'extraordinaria' };
    case 'report.quarterly':
      return { ...date, report: `trimestral ${String(body.period).at(-1)}` };
    case 'report.annual':
      return { ...date, report: 'anual' };
    case 'delivery.made': {
      const { grams, pieces, items } = body as BodyOf<'delivery.made'>;
      const of = items ?? [
        ...(grams === null ? [] : [{ thing: 'caps', unit: 'g', amount: grams } as const]),
        ...(pieces === null ? [] : [{ thing: 'other', unit: 'pieces', amount: pieces } as const]),
      ];
      const shown = (n: number, unit: string) => String(unit === 'g' ? n / 1000 : n);
      return {
        ...date,
        ...Object.fromEntries(of.map((i) => [`${i.thing}-${i.unit}`, shown(i.amount, i.unit)])),
      };
    }
    case 'activity.done': {
      const { note } = body as BodyOf<'activity.done'>;
      return { ...date, note: (note && ask.textOf(note.id)) ?? '' };
    }
    case 'agreement.made': {
      const { text, owner, due, session } = agreement(ask.view, record);
      return {
        note: ask.textOf(text) ?? '',
        owner: (owner && ask.people.byId(owner)?.number) ?? '',
        due: due ?? '',
        session: session ?? occurredOn,
      };
    }
    default:
      return date;
  }
}

const hours = (minutes: number | null): string => (minutes === null ? '' : String(minutes / 60));
