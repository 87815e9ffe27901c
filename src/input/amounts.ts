import { hours, kilograms, pieces } from '../texts/format.ts';
import { fold } from './words.ts';

export type Unit = 'g' | 'pieces' | 'min';

export type AmountRead =
  /** `value`: whole grams, pieces or minutes. */
  | { readonly ok: true; readonly value: number; readonly unit: Unit }
  | {
      readonly ok: false;
      /** `fraction`: part of a piece. `no-unit`: a number without a unit, or with one that nobody here counts in. */
      readonly reason: 'unknown' | 'negative' | 'zero' | 'too-large' | 'no-unit' | 'fraction';
      /** What was understood, in words, where something was. */
      readonly understood?: string;
    };

/** The most that is taken at once, by unit: grams, pieces, minutes. */
export type Most = Readonly<Record<Unit, number>>;

const units: readonly { unit: Unit; factor: number; names: RegExp }[] = [
  { unit: 'g', factor: 1, names: /^(g|gr|grs|gms|gramos?)$/u },
  { unit: 'g', factor: 1_000, names: /^(k|kg|kgs|kgr|kgrs|kilos?|kilogramos?)$/u },
  { unit: 'g', factor: 1_000_000, names: /^(t|ton|tons|toneladas?)$/u },
  { unit: 'min', factor: 1, names: /^(min|mins|minutos?)$/u },
  { unit: 'min', factor: 60, names: /^(h|hr|hrs|hs|horas?)$/u },
  {
    unit: 'pieces',
    factor: 1,
    names: /^(pz|pza|pzas|pzs|piezas?|unidad|unidades|articulos?|prendas?|cobijas?|latas?|tapas?|tapitas?)$/u,
  },
];
const numberWord = /^(?:un|una|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez)\b/u;
const counted = ['', 'un', 'dos', 'tres', 'cuatro', 'cinco', 'seis', 'siete', 'ocho', 'nueve', 'diez'];
const fractions: Readonly<Record<string, string>> = { '1/2': '0.5', '1/4': '0.25', '3/4': '0.75' };

/**
 * An amount with its unit: `2.5 kg`, `500 g`, `3 piezas`, `1 h 30 min`, «medio kilo». Comma and three digits are
 * thousands, otherwise the decimal mark. `bare` is the unit of a number alone. Finer than a gram or a minute is
 * rounded, half up; a part of a piece is refused.
 */
export function readAmount(text: string, most: Most, bare?: Unit): AmountRead {
  const said = simplify(fold(text));
  const parts = /^([-+]?) ?([\d.,/]+) ?([a-z]*)\.?(?: ?(?:y|con)? ?([\d.,/]+) ?([a-z]*)\.?)?$/u.exec(said);
  if (!parts) return { ok: false, reason: 'unknown' };
  const [, sign, first, name, second, secondName] = parts;
  const amount = digits(first!);
  if (amount === null) return { ok: false, reason: 'unknown' };
  const found = name
    ? units.find((u) => u.names.test(name))
    : units.find((u) => u.unit === bare && u.factor === 1);
  if (second !== undefined && !(name && found)) return { ok: false, reason: 'unknown' };
  if (!found) return { ok: false, reason: 'no-unit', understood: first! };
  const more = second === undefined ? 0 : rest(found, second, secondName ?? '');
  const whole = times(amount, found.factor);
  if (more === null) return { ok: false, reason: 'unknown' };

  const value = whole.value + more;
  const understood = Number.isSafeInteger(value)
    ? { understood: inWords(sign === '-' ? -value : value, found.unit) }
    : {};
  if (value === 0) return { ok: false, reason: 'zero', ...understood };
  if (sign === '-') return { ok: false, reason: 'negative', ...understood };
  if (found.unit === 'pieces' && !whole.exact)
    return { ok: false, reason: 'fraction', understood: `${first} ${name}`.trim() };
  if (value > most[found.unit]) return { ok: false, reason: 'too-large', ...understood };
  return { ok: true, value, unit: found.unit };
}

/** An amount as people read it: `2.5 kg`, `3 piezas`, `1 h 30 min`. */
function inWords(value: number, unit: Unit): string {
  if (value < 0) return `-${inWords(-value, unit)}`;
  return { g: kilograms, pieces, min: hours }[unit](value);
}

/** Half-spoken amounts (`un kilo y medio`, `media hora`, `1/2 kg`) with digits instead of words. */
function simplify(said: string): string {
  return said
    .replace(/\u2044/gu, '/')
    .replace(/^menos /u, '-')
    .replace(/^(?:tres cuartos de|tres cuartos)\b/u, '0.75')
    .replace(/^(?:un )?cuarto de\b/u, '0.25')
    .replace(/\bmedi[oa]\b/gu, '0.5')
    .replace(/^(kilo|hora) y /u, '1 $1 y ')
    .replace(numberWord, (word) => String(counted.indexOf(word === 'una' ? 'un' : word)))
    .trim();
}

/** What follows the first amount: `1 h 30 min`, `1h30`, `1 kilo y 0.5`; null where it makes no sense. */
function rest(first: (typeof units)[number], second: string, name: string): number | null {
  const amount = digits(second);
  if (amount === null || first.factor === 1) return null;
  if (name === '') {
    if (amount.places > 0) return times(amount, first.factor).value;
    return first.unit === 'min' ? times(amount, 1).value : null;
  }
  const unit = units.find((u) => u.names.test(name));
  return unit && unit.unit === first.unit && unit.factor < first.factor
    ? times(amount, unit.factor).value
    : null;
}

/** A number as integers: `whole` and `part` / 10^places. */
interface Digits {
  readonly whole: number;
  readonly part: number;
  readonly places: number;
}

function digits(written: string): Digits | null {
  const text = fractions[written] ?? written;
  const plain = /^[1-9]\d{0,2}(,\d{3})+(\.\d+)?$/u.test(text)
    ? text.replaceAll(',', '')
    : text.replace(',', '.');
  const match = /^(\d*)(?:\.(\d+))?$/u.exec(plain);
  if (!match || plain === '') return null;
  const part = (match[2] ?? '').slice(0, 9).replace(/0+$/u, '');
  return { whole: Number(match[1] || '0'), part: Number(part || '0'), places: part.length };
}

function times(amount: Digits, factor: number): { value: number; exact: boolean } {
  const scale = 10 ** amount.places;
  const part = amount.part * factor;
  return { value: amount.whole * factor + Math.round(part / scale), exact: part % scale === 0 };
}
