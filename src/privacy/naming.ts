import { fold } from '../input/words.ts';
import type { Person } from '../ports/directory.ts';
import { erasedName } from '../texts/common.ts';

/** Whether a text names a person: wholly (all of the name, the e-mail, the number), by some of the name, or not. */
export type Named = 'wholly' | 'partly' | 'not';

export interface Naming {
  readonly named: Named;
  /** The text with what names the person wholly replaced. */
  readonly masked: string;
}

/** Words of names that say nothing alone, and may stand within one. */
const small = new Set(['de', 'del', 'la', 'las', 'los', 'san', 'santa']);
/** These part people as well, unless the name itself has them. */
const parting = new Set(['y', 'e']);

/** Shorter numbers, and those that read as a year, may stand in a text for anything. */
const tellingNumber = /^(?!(?:19|20)\d\d$).{4,}$/u;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

type Nameable = Pick<Person, 'name' | 'number' | 'email'>;
const known = new WeakMap<Nameable, (text: string) => Naming>();

/** Tells whether texts name a person, in whatever order, case and accents. Worked out once for each person. */
export function namingOf(person: Nameable): (text: string) => Naming {
  const naming = known.get(person) ?? workedOut(person);
  known.set(person, naming);
  return naming;
}

function workedOut({ name, number, email }: Nameable): (text: string) => Naming {
  const words = fold(name)
    .split(/[^\p{L}\p{N}]+/u)
    .filter((w) => w !== '');
  const within = new Set([...small, ...words.filter((w) => parting.has(w))]);
  const parts = new Set(words.filter((w) => !within.has(w)));
  const withEmail = maskOf('email', email);
  const withNumber = maskOf('number', tellingNumber.test(number) ? number : null);

  return (text: string): Naming => {
    const bare = withEmail(text);
    const runs = runsOf(bare, parts, within);
    const whole = runs.filter((r) => parts.size > 1 && r.found.size === parts.size);
    const some = runs.some((r) => r.found.size >= Math.min(2, parts.size));
    // The number may be a part of the name, so it comes last.
    const masked = withNumber(
      whole.reduceRight((t, r) => t.slice(0, r.from) + erasedName + t.slice(r.to), bare),
    );
    return { named: masked !== text ? 'wholly' : some ? 'partly' : 'not', masked };
  };
}

/** What may not stand beside an e-mail (it would be another one) or a number (a date, an amount, a folio). */
const apart = {
  email: ['(?<![\\p{L}\\p{N}._%+-])', '(?![\\p{L}\\p{N}]|[.-][\\p{L}\\p{N}])'],
  number: ['(?<![\\p{L}\\p{N}]|[\\p{L}\\p{N}]-|\\p{N}[/.:,])', '(?![\\p{L}\\p{N}]|[-/.:,]\\p{N})'],
} as const;

/** Case aside, as the patterns below have it, for ASCII. */
const caseless = (text: string): string => text.toUpperCase().toLowerCase();
const isAscii = (text: string): boolean => /^\p{ASCII}*$/u.test(text);

/** Masks an e-mail or a number that stands by itself, case aside. */
function maskOf(what: keyof typeof apart, word: string | null): (text: string) => string {
  if (word === null || word === '') return (text) => text;
  const [before, after] = apart[what];
  const sought = isAscii(word) ? caseless(word) : '';
  return (text) => {
    // Most texts do not hold it at all, and the pattern takes a millisecond to be made.
    if (!caseless(text).includes(sought)) return text;
    return text.replace(new RegExp(`${before}${escaped(word)}${after}`, 'giu'), erasedName);
  };
}

interface Run {
  readonly from: number;
  to: number;
  readonly found: Set<string>;
}

/** Places where parts of a name follow one another. */
function runsOf(text: string, parts: ReadonlySet<string>, within: ReadonlySet<string>): Run[] {
  const runs: Run[] = [];
  let open: Run | null = null;
  for (const { 0: word, index } of text.matchAll(/[\p{L}\p{M}\p{N}]+/gu)) {
    const folded = fold(word);
    if (parts.has(folded)) {
      if (open === null) {
        open = { from: index, to: index, found: new Set() };
        runs.push(open);
      }
      open.to = index + word.length;
      open.found.add(folded);
    } else if (!within.has(folded)) open = null;
  }
  return runs;
}
