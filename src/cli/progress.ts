import { findUnit, unitsOn } from '../activities/progress.ts';
import type { Scope } from '../owed.ts';
import { type Progress, progress } from '../progress.ts';
import { Refused } from '../refused.ts';
import { cli as texts } from '../texts/cli.ts';
import { percent, plural } from '../texts/format.ts';
import { explain, figure, statusNames } from '../texts/progress.ts';
import { rosterOn } from '../view/roster.ts';
import { openReading, programmeAsked, readView, todayOf } from './data.ts';

interface Options {
  readonly json?: boolean;
  readonly al?: string;
  readonly conocidoAl?: string;
  readonly actividad?: string;
  readonly unidad?: string;
  readonly programa?: string;
}

/** `pat avance`: progress without a chat, as text or as the contract's JSON. */
export async function showProgress(options: Options, say: (text: string) => void): Promise<boolean> {
  const reading = await openReading();
  const view = await readView(reading, options.conocidoAl);
  const today = await todayOf(reading);
  const { programme, asOf } = programmeAsked(reading, view, {
    said: options.programa,
    today,
    asOf: options.al,
  });
  const unit = unitOf(view, asOf, options.unidad);
  const scope: Scope = { programme, view, asOf, ...(unit !== null && { unit }) };
  const all = progress(scope).filter(
    (p) => options.actividad === undefined || String(p.activity.number) === options.actividad,
  );
  if (all.length === 0) throw new Refused(texts.badActivity(options.actividad ?? ''), 2);
  const roster = [...rosterOn(view, asOf)].filter(([, u]) => unit === null || u === unit).length;
  if (options.json) {
    say(JSON.stringify({ programme: programme.id, asOf, roster, activities: all.map(asJson) }, null, 2));
    return true;
  }
  say(`${programme.title}, ${asOf}, ${plural(roster, texts.person, texts.people)}`);
  for (const p of all) {
    say(
      `${bar(p.percent)} ${String(p.activity.number).padStart(2)}. ${p.activity.title}: ${figure(p)} · ${statusNames[p.status]}`,
    );
    if (options.actividad !== undefined) say(explain(p));
  }
  return true;
}

function unitOf(view: Scope['view'], asOf: string, said: string | undefined): string | null {
  if (said === undefined) return null;
  const unit = findUnit([...unitsOn(view, asOf).keys()], said);
  if (unit === null) throw new Refused(texts.badUnit(said), 2);
  return unit;
}

/** An activity as the contract's JSON has it; what the programme does not define is null. */
export function asJson(p: Progress) {
  const { activity, numerator, denominator, declared, accredited, official, overdue, status, nextDue } = p;
  return {
    number: activity.number,
    title: activity.title,
    kind: activity.measure.kind,
    numerator,
    denominator,
    percent: p.percent,
    declared,
    accredited,
    official,
    overdue,
    status,
    nextDue,
    explanation: explain(p),
  };
}

function bar(share: number | null): string {
  if (share === null) return '     —      ';
  const full = Math.round(share / 20);
  return `${'█'.repeat(full)}${'░'.repeat(5 - full)} ${percent(share).padStart(6)}`;
}
