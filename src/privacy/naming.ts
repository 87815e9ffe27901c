import { fold } from '../input/words.ts';
import type { Person } from '../ports.ts';
import { erasedName } from '../texts/common.ts';

/** Whether a text names a person: wholly (all of the name, the e-mail, the number), by some of the name, or not. */
export type Named = 'wholly' | 'partly' | 'not';

export interface Naming {
  readonly named: Named;
  /** The text with what names the person wholly replaced. */
  readonly masked: string;
}

/** Words of names that say nothing alone. */
const small = new Set(['de', 'del', 'la', 'las', 'los', 'y', 'e', 'san', 'santa']);

/** Shorter numbers may stand in a text for anything. */
const shortestNumber = 4;

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/** Tells whether texts name a person, in whatever order, case and accents. */
export function namingOf({ name, number, email }: Pick<Person, 'name' | 'number' | 'email'>) {
  const parts = new Set(
    fold(name)
      .split(/[^\p{L}\p{N}]+/u)
      .filter((w) => w !== '' && !small.has(w)),
  );
  const others = [email, number.length >= shortestNumber ? number : null].filter((w) => w !== null);
  const exact =
    others.length === 0
      ? null
      : new RegExp(`(?<![\\p{L}\\p{N}])(?:${others.map(escaped).join('|')})(?![\\p{L}\\p{N}])`, 'giu');

  return (text: string): Naming => {
    const bare = exact === null ? text : text.replace(exact, erasedName);
    const runs = runsOf(bare, parts);
    const whole = runs.filter((r) => parts.size > 1 && r.found.size === parts.size);
    const some = runs.some((r) => r.found.size >= Math.min(2, parts.size));
    const masked = whole.reduceRight((t, r) => t.slice(0, r.from) + erasedName + t.slice(r.to), bare);
    return { named: masked !== text ? 'wholly' : some ? 'partly' : 'not', masked };
  };
}

interface Run {
  readonly from: number;
  to: number;
  readonly found: Set<string>;
}

/** Places where parts of a name follow one another. */
function runsOf(text: string, parts: ReadonlySet<string>): Run[] {
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
    } else if (!small.has(folded)) open = null;
  }
  return runs;
}
