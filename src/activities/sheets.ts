import { type Ask, type Command, note, type Outcome, refuse, say } from '../ask.ts';
import { inTurn, leadingDate, together } from '../bulk.ts';
import { legible } from '../input/clean.ts';
import { fold, type Token } from '../input/words.ts';
import type { Activity } from '../programme/schema.ts';
import { erasedName } from '../texts/common.ts';
import { progressTexts } from '../texts/progress.ts';
import { leads as leadTexts, sheets as texts } from '../texts/sheets.ts';
import { beginning } from '../texts/visible.ts';
import { lastOf, rosterOn, type Sheet, unitOn } from '../view.ts';
import { inOffice } from '../who.ts';
import { missingOf } from './pending.ts';
import { findUnit, nearUnits, unitsOn } from './progress.ts';
import { readWhen } from './when.ts';

/** Most rows of one sheet, over as many pages as they need. */
const mostRows = 1000;

/** The registrable command that a sheet of an activity stands for. */
const commandOf = ({ measure }: Activity): string | null =>
  measure.kind !== 'headcount'
    ? null
    : measure.counts === 'training.recorded'
      ? 'capacitacion'
      : measure.counts === 'letter.accepted'
        ? 'carta'
        : measure.counts === 'evaluation.recorded'
          ? 'evaluacion'
          : null;

/**
 * `hoja 9 "Unidad" "curso" fecha` issues a numbered sheet with the unit's names; `hoja 231 todos menos 4 9 17` records
 * who signed it, all at once or nothing.
 */
export function sheet(commands: () => readonly Command[]): Command {
  return {
    words: ['hoja', 'hojas'],
    may: 'lead',
    also: ['committee'],
    run(ask) {
      const [first, second] = ask.tokens;
      if (!first || !/^\d{1,6}$/.test(first.text)) return refuse(texts.how());
      const returns =
        second && !second.quoted && (/^tod[oa]s$/.test(fold(second.text)) || /^\d/.test(second.text));
      return second && !returns ? issue(ask) : giveBack(ask, commands, Number(first.text));
    },
  };
}

const mayUnit = (ask: Ask, unit: string): boolean =>
  ask.who.levels.has('committee') || ask.who.leads.some((l) => fold(l) === fold(unit));

function issue(ask: Ask): Outcome {
  const [first, named, ...rest] = ask.tokens;
  const activity = ask.programme.activities.find((a) => String(a.number) === first!.text);
  const word = activity && commandOf(activity);
  if (!word) return refuse(texts.how());
  const units = [...unitsOn(ask.view, ask.today).keys()];
  const unit = findUnit(units, named!.text);
  if (unit === null) return refuse(progressTexts.noUnit(named!.text, nearUnits(units, named!.text)));
  if (!mayUnit(ask, unit)) return refuse(texts.ownUnitOnly());
  const course = rest[0]?.quoted ? beginning(legible(rest[0].text), 150) : null;
  const when = leadingDate(course === null ? rest : rest.slice(1), ask.today);
  if ((word === 'capacitacion') !== (course !== null) || (course !== null && !when))
    return refuse(texts.how());
  const here = [...rosterOn(ask.view, ask.today)].filter(([, u]) => u === unit).map(([p]) => p);
  const scope = { programme: ask.programme, view: ask.view, asOf: ask.today, unit };
  const lacking = new Set(missingOf(scope, activity).map((m) => m.person));
  // At a course everybody signs; a letter or an evaluation only who has none.
  const wanted = course === null ? here.filter((p) => lacking.has(p)) : here;
  const order = new Map(ask.people.list().map((p, i) => [p.id, i]));
  const people = wanted.sort((a, b) => (order.get(a) ?? 0) - (order.get(b) ?? 0)).slice(0, mostRows);
  if (people.length === 0) return refuse(texts.nobody(unit, activity.number));
  const body = { activity: activity.number, unit, people, course, date: when?.date ?? null };
  const all = [...ask.view.sheets.entries()].map(([, s]) => s);
  const same = all.find((s) => s.on === ask.today && s.content === JSON.stringify(body));
  const n = same?.sheet ?? lastOf(ask.view, 'sheet') + 1;
  return note(
    ask,
    { kind: 'sheet.issued', key: `sheet/${n}`, body: { sheet: n, ...body } },
    texts.issued(n, unit, people.length, wanted.length > people.length),
  );
}

function giveBack(ask: Ask, commands: () => readonly Command[], n: number): Outcome {
  const found = ask.view.sheets.get(String(n));
  if (!found) return refuse(texts.noSheet(n));
  if (!mayUnit(ask, found.unit)) return refuse(texts.ownUnitOnly());
  const rows = found.people.map((id, i) => ({
    id,
    row: i + 1,
    name: ask.people.byId(id)?.name ?? erasedName,
  }));
  const words = ask.tokens.slice(1);
  if (words.length === 0) return say(texts.show(found, rows));
  const iso = words.find((t) => /^\d{4}-\d{2}-\d{2}$/.test(t.text));
  const date = iso?.text ?? found.date ?? ask.today;
  const day = readWhen({ ...ask, fields: null, tokens: [{ text: date, quoted: false }] });
  if (!day.ok) return day.outcome;
  const read = readRows(
    words.filter((t) => t !== iso),
    rows.length,
  );
  if (!read.ok) return refuse(texts.badRows(n, rows.length, read.bad));
  const signed = rows.filter((r) => read.rows.has(r.row));
  if (signed.length === 0) return refuse(texts.badRows(n, rows.length, []));
  const gone = signed.filter((r) => !ask.view.roster.has(r.id) || unitOn(ask.view, r.id, date) === null);
  if (gone.length > 0) return refuse(texts.gone(n, date, gone));
  return recordShift(ask, commands, found, signed, date);
}

/** `todos menos 4 9 17`, or the rows that signed: `1 2 5`, `1-5`; commas between them or not. */
export function readRows(
  words: readonly Token[],
  last: number,
): { ok: true; rows: ReadonlySet<number> } | { ok: false; bad: string[] } {
  const said = words.flatMap((t) => t.text.split(/[,;]+/)).filter((w) => w !== '' && fold(w) !== 'y');
  const all = /^tod[oa]s$/.test(fold(said[0] ?? ''));
  const but = all && /^(menos|excepto|salvo)$/.test(fold(said[1] ?? ''));
  const listed = said.slice(but ? 2 : all ? 1 : 0);
  const ranges = listed.map((w) => /^(\d{1,4})(?:[-–](\d{1,4}))?$/.exec(w));
  const bad = listed.filter((_, i) => {
    const [from, to] = [Number(ranges[i]?.[1]), Number(ranges[i]?.[2] ?? ranges[i]?.[1])];
    return !(from >= 1 && from <= to && to <= last);
  });
  if (bad.length > 0 || (all && !but && listed.length > 0) || (but && listed.length === 0))
    return { ok: false, bad };
  const named = new Set(
    ranges.flatMap((m) => {
      const from = Number(m![1]);
      return Array.from({ length: Number(m![2] ?? m![1]) - from + 1 }, (_, i) => from + i);
    }),
  );
  const rows = Array.from({ length: last }, (_, i) => i + 1).filter((r) =>
    all ? !named.has(r) : named.has(r),
  );
  return { ok: true, rows: new Set(rows) };
}

function recordShift(
  ask: Ask,
  commands: () => readonly Command[],
  found: Sheet,
  signed: readonly { id: string; row: number; name: string }[],
  date: string,
): Outcome {
  const activity = ask.programme.activities.find((a) => a.number === found.activity);
  const word = activity && commandOf(activity);
  const command = commands().find((c) => c.registrable && c.words.includes(word ?? ''));
  if (!command) return refuse(texts.how());
  const tokens: Token[] = [
    ...(found.course === null ? [] : [{ text: found.course, quoted: true }]),
    { text: date, quoted: false },
  ];
  const done = inTurn(ask, signed, (inside, { id }) =>
    command.run({ ...inside, subject: id, behalf: true, accredited: true, fields: null, tokens }),
  );
  const lines = done.map(
    ({ item, outcome: { drafts } }) =>
      ({
        row: item.row,
        name: item.name,
        what: drafts.length === 0 ? 'already' : drafts[0]!.kind === 'record.accredited' ? 'proved' : 'new',
        folio: drafts[0]?.folio ?? null,
      }) as const,
  );
  const by = ask.who.person?.name ?? null;
  return { ...say(texts.recorded(found.sheet, date, lines, by)), ...together(done) };
}

/** Who leads which unit, and which units nobody leads. */
export const responsables: Command = {
  words: ['responsables'],
  may: 'committee',
  run(ask) {
    const held = inOffice(ask.view, ask.today).filter((o) => o.role === 'unit-lead' && o.unit !== null);
    const lines = [...unitsOn(ask.view, ask.today)]
      .sort(([a], [b]) => a.localeCompare(b, 'es'))
      .map(([unit, people]) => ({
        unit,
        people,
        leads: held
          .filter((o) => o.unit === unit)
          .map((o) => ({ name: ask.people.byId(o.person)?.name ?? erasedName, from: o.from })),
      }));
    return say(leadTexts.list(lines));
  },
};
