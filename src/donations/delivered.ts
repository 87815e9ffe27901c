import { thingWords } from '../activities/donations.ts';
import { phrase, sayings } from '../activities/when.ts';
import { type Outcome, refuse } from '../ask.ts';
import { readAmount } from '../input/amounts.ts';
import { takeAmount } from '../input/extract.ts';
import { fold, lookUp, type Token } from '../input/words.ts';
import { donationThings } from '../kinds/records.ts';
import type { BodyOf } from '../kinds.ts';
import { delivery as texts } from '../texts/deliveries.ts';
import { badAmount } from '../texts/fields.ts';

type Body = BodyOf<'delivery.made'>;
type Item = NonNullable<Body['items']>[number];

export type Delivered = { readonly delivered: Body } | { readonly refusal: Outcome };

/** Most grams and pieces of one delivery. */
const most = { g: 100_000_000, pieces: 1_000_000 };

const bad = (reason: string, said: string, field?: string): Delivered => ({
  refusal: refuse(badAmount(reason, said, texts.example, '100,000 kg'), field),
});

/** Form fields: kilos or pieces of each thing (`caps-g`). */
export function deliveredFields(fields: Readonly<Record<string, string>>): Delivered {
  const items: Item[] = [];
  for (const thing of donationThings)
    for (const unit of ['g', 'pieces'] as const) {
      const field = `${thing}-${unit}`;
      const said = fields[field]?.trim();
      if (!said) continue;
      const read = readAmount(`${said} ${unit === 'g' ? 'kg' : 'piezas'}`, { ...most, min: 0 });
      if (!read.ok) return bad(read.reason, read.understood ?? said, field);
      items.push({ thing, unit, amount: read.value });
    }
  if (items.length === 0) return { refusal: refuse(texts.noAmount(), 'caps-g') };
  return { delivered: ofItems(items) };
}

/** `120 kg`, `120 kg 30 piezas`, `tapitas 120 kg, ropa 30 piezas`, `120 kg de tapitas y 30 piezas de ropa`. */
export function deliveredWords(said: readonly Token[]): Delivered {
  const words = said.map((t) => ({ ...t, text: t.text.replace(/[,;]+$/, '') }));
  if (!words.some((t) => !t.quoted && lookUp(thingWords, t.text))) return sumsOf(words);
  const items: Item[] = [];
  for (const part of partsOf(words)) {
    const thing = part.map((t) => lookUp(thingWords, t.text)).find((t) => t !== undefined)!;
    const others = part.filter((t) => lookUp(thingWords, t.text) === undefined);
    const { amount, problem, rest } = takeAmount(others, most, thing === 'caps' ? undefined : 'pieces');
    if (problem) return bad(problem.reason, problem.said);
    if (!amount || amount.unit === 'min' || sayings(rest).length > 0) return bad('unknown', phrase(part));
    const { unit, value } = amount;
    if (items.some((i) => i.thing === thing && i.unit === unit)) return bad('unknown', phrase(said));
    items.push({ thing, unit, amount: value });
  }
  return { delivered: ofItems(items) };
}

/** One part a thing: it begins with the thing, or ends with it where an amount comes first. */
function partsOf(words: readonly Token[]): Token[][] {
  const said = sayings(words);
  const isThing = (t: Token) => !t.quoted && lookUp(thingWords, t.text) !== undefined;
  const thingFirst = said[0] !== undefined && isThing(said[0]);
  const parts: Token[][] = [[]];
  for (const t of said) {
    if (fold(t.text) === 'mas') continue;
    if (thingFirst && isThing(t) && parts.at(-1)!.length > 0) parts.push([]);
    parts.at(-1)!.push(t);
    if (!thingFirst && isThing(t)) parts.push([]);
  }
  const last = parts.at(-1)!;
  if (last.length === 0) parts.pop();
  // Words after the last thing belong to it, and are refused there.
  else if (!last.some(isThing)) parts.splice(-2, 2, [...parts.at(-2)!, ...last]);
  return parts;
}

/** Kilos, pieces or both; the same unit twice makes no sense. */
function sumsOf(said: readonly Token[]): Delivered {
  const first = takeAmount(said, most);
  const second = takeAmount(first.rest, most);
  const problem = first.problem ?? second.problem;
  if (problem) return bad(problem.reason, problem.said);
  const extra = sayings(second.rest);
  if (first.amount === null && extra.length === 0) return { refusal: refuse(texts.noAmount()) };
  if (first.amount === null || extra.length > 0 || first.amount.unit === second.amount?.unit) {
    const whole = phrase(extra.length > 0 ? extra : said);
    const read = readAmount(whole, { ...most, min: Number.MAX_SAFE_INTEGER });
    return bad(read.ok ? 'unknown' : read.reason, whole);
  }
  const of = (unit: string) => [first.amount, second.amount].find((a) => a?.unit === unit)?.value ?? null;
  return { delivered: { grams: of('g'), pieces: of('pieces') } };
}

function ofItems(items: readonly Item[]): Body {
  const sum = (unit: string) =>
    items.filter((i) => i.unit === unit).reduce<number | null>((a, i) => (a ?? 0) + i.amount, null);
  return { grams: sum('g'), pieces: sum('pieces'), items: [...items] };
}
