import { type Ask, bySteps, type Command, type Outcome, refuse, say } from '../ask.ts';
import { takeDate } from '../input/extract.ts';
import { fold, type Token } from '../input/words.ts';
import { figuresThatAre, originOf } from '../origin/data.ts';
import type { Counted, CountedLine, Origin } from '../origin/types.ts';
import type { Scope } from '../owed.ts';
import type { Activity } from '../programme/schema.ts';
import { progress } from '../progress.ts';
import { afterwards } from '../steps.ts';
import { badDate } from '../texts/fields.ts';
import { originMessage, originTexts as texts } from '../texts/origin.ts';
import { originTables } from '../texts/origin-tables.ts';
import { progressTexts } from '../texts/progress.ts';
import { sorted, takePage } from './pending.ts';
import { findUnit, nearUnits, smallestUnit, unitsOn } from './progress.ts';
import { phrase, sayings } from './when.ts';

const perPage = 20;

/** «¿De dónde sale?»: formula, dates, who counts for who may see it, as reported and today. */
export const origin: Command = {
  words: ['origen', 'cifra'],
  may: 'anyone',
  run: (ask) => whereFrom(ask, ask.tokens),
};

/** «¿De dónde sale 812?», as people ask it. */
export const whence: Command = {
  words: ['de'],
  followedBy: ['donde'],
  may: 'anyone',
  hidden: true,
  run: (ask) =>
    whereFrom(
      ask,
      ask.tokens
        .slice(1)
        .filter(
          (t) =>
            t.quoted || !/^(sale|salen|viene|vienen|la|el|los|las|de|cifra|actividad)$/.test(fold(t.text)),
        ),
    ),
};

function whereFrom(ask: Ask, said: readonly Token[]): Outcome {
  const numbers = ask.programme.activities.map((a) => a.number);
  const plain = said
    .filter((t) => t.quoted || !['al', 'actividad'].includes(fold(t.text)))
    .map((t) => (t.quoted ? t : { ...t, text: t.text.replace(/[?¿]/g, '') }))
    .filter((t) => t.text !== '');
  const { page, rest: paged } = takePage(plain);
  const excel = paged.some((t) => !t.quoted && fold(t.text) === 'excel');
  const { rest, date, problem } = takeDate(
    paged.filter((t) => t.quoted || fold(t.text) !== 'excel'),
    ask.today,
  );
  if (problem) return refuse(badDate[problem.reason](problem.said));
  const [first, ...others] = rest;
  if (!first) return say(texts.how(numbers));
  const asOf = date ?? ask.today;
  const scope: Scope = { programme: ask.programme, view: ask.view, asOf };
  const activity = ask.programme.activities.find((a) => String(a.number) === first.text);
  if (!activity) return byValue(scope, first.text, numbers);
  const unit = sayings(others).length === 0 ? null : phrase(others);
  return ofActivity(ask, scope, activity, unit, { page, excel });
}

/** «¿De dónde sale 812?»: the activities of which that is a figure today. */
function byValue(scope: Scope, said: string, numbers: readonly number[]): Outcome {
  const value = plainNumber(said.replace(/%$/, ''));
  const found = value === null ? [] : figuresThatAre(progress(scope), value);
  if (found.length === 0) return refuse(texts.none(said.slice(0, 40), numbers));
  return say(
    texts.found(
      said,
      found.map(({ activity: { number, title }, which }) => ({ number, title, which })),
    ),
  );
}

const plainNumber = (said: string): number | null =>
  /^(\d{1,3}(,\d{3})+|\d{1,9})(\.\d)?$/.test(said) ? Number(said.replaceAll(',', '')) : null;

function ofActivity(
  ask: Ask,
  scope: Scope,
  activity: Activity,
  said: string | null,
  { page: asked, excel }: { readonly page: number; readonly excel: boolean },
): Outcome {
  const units = unitsOn(scope.view, scope.asOf);
  const unit = said === null ? null : findUnit([...units.keys()], said);
  if (said !== null && unit === null)
    return refuse(progressTexts.noUnit(said, nearUnits([...units.keys()], said)));
  const all = ask.who.levels.has('committee');
  const own = (u: string) => ask.who.leads.some((l) => fold(l) === fold(u));
  if (unit !== null && activity.measure.kind !== 'headcount')
    return refuse(progressTexts.unitNeedsHeadcount(activity.number));
  const within = unit === null ? scope : { ...scope, unit };
  const shown = (made: Origin): Outcome => {
    // A figure of an activity that has ended is of the people of that day, who may have been fewer.
    const fewest = unit === null ? null : Math.min(units.get(unit)!, made.progress.beside.roster ?? 0);
    if (fewest !== null && fewest < smallestUnit && !all && !own(unit!))
      return say(progressTexts.tooSmall(unit!));
    const mine = ask.who.leads;
    const of = all ? 'all' : unit !== null ? (own(unit) ? [unit] : null) : mine.length > 0 ? mine : null;
    const people =
      made.people === null || of === null
        ? null
        : made.people.filter((c) => of === 'all' || of.some((u) => fold(u) === fold(c.unit ?? '')));
    const lines = people === null ? null : linesOf(ask, people);
    if (excel)
      return {
        ...say(texts.attached(activity.number)),
        papers: [
          {
            type: 'workbook',
            name: texts.workbook(activity.number, scope.asOf),
            tables: originTables(made, scope.asOf, unit, lines),
          },
        ],
      };
    const total = lines?.length ?? 0;
    const pages = Math.max(1, Math.ceil(total / perPage));
    const page = Math.min(asked, pages);
    return say(
      originMessage(
        made,
        { unit, asOf: scope.asOf },
        {
          lines: (lines ?? []).slice((page - 1) * perPage, page * perPage),
          ...{ page, pages, total },
          of: of !== 'all' && unit !== null && of !== null ? [unit] : of,
        },
      ),
    );
  };
  return bySteps(afterwards(originOf(within, activity), shown));
}

/** Who counts, by unit and name, with the first record that makes it so. */
function linesOf(ask: Ask, people: readonly Counted[]): (CountedLine & { readonly part: string })[] {
  const byPerson = new Map(people.map((c) => [c.person, c]));
  const order = sorted(
    ask,
    people.map(({ person, unit }) => ({ person, unit: unit ?? '' })),
  );
  return order.map(({ person, ...line }) => {
    const { records } = byPerson.get(person)!;
    const first = records[0]!;
    const part = records.some((r) => r.body.part === 'accredited')
      ? 'accredited'
      : String(first.body.part ?? '');
    return {
      ...line,
      folio: first.folio,
      on: first.occurredOn,
      more: records.length - 1,
      part: texts.parts[part] ?? '',
    };
  });
}
