import { letterConfirmed } from '../activities/letter.ts';
import { askedOfEach, missingOf } from '../activities/pending.ts';
import { openCourses } from '../bulk.ts';
import { daysBetween } from '../calendar.ts';
import type { Activity } from '../programme/schema.ts';
import { sheetCommand } from '../sheets/form.ts';
import { leads as texts } from '../texts/leads.ts';
import type { View } from '../view.ts';
import { inOffice } from '../who.ts';
import { isAbsent } from './cards.ts';
import { type Due, type Local, type Rule, unsettled } from './situation.ts';

/**
 * Until which day of the month a lead who was away still gets the month's message, and for how many days somebody who
 * was appointed later in the month does.
 */
const lastDay = 10;
/** Most people that one message names in a unit; `pendientes` has them all. */
const most = 30;
/** Open courses for whose sheet there is a button. */
const mostCourses = 2;

/** Entry with which every lead had the month's message, or nothing to be told: looked through again after the next. */
const complete = new WeakMap<View, { readonly seq: number; readonly today: string }>();

/** Once a month each unit's lead is told who is missing in the own unit, with buttons that print its sheets. */
export const leads: Rule = (local): Due[] => {
  const { programme, view, today, time, working } = local;
  if (!working) return [];
  if (time < programme.reminders.at || time >= programme.integrityDay.until) return [];
  const known = complete.get(view);
  if (known?.seq === view.head.seq && known.today === today) return [];
  const units = new Map<string, string[]>();
  const early = Number(today.slice(8)) <= lastDay;
  for (const { person, role, unit, from } of inOffice(view, today))
    if (role === 'unit-lead' && unit !== null && (early || daysBetween(from, today) < lastDay))
      units.set(person, [...(units.get(person) ?? []), unit]);
  const dues = [...units].flatMap(([person, own]) => dueOf(local, person, own));
  if (dues.length === 0) complete.set(view, { seq: view.head.seq, today });
  return dues;
};

function dueOf(local: Local, person: string, own: readonly string[]): Due[] {
  const { view, today } = local;
  const post = `leads/${today.slice(0, 7)}/person/${person}`;
  if (!unsettled(view, post) || isAbsent(view, person, today)) return [];
  const to = local.reach(person);
  const lacking = to === null ? [] : own.map((unit) => ofUnit(local, unit)).filter((u) => u.people > 0);
  return to === null || lacking.length === 0
    ? []
    : [{ post, to, message: texts.monthly(today, lacking), covers: [] }];
}

/** Who is missing in a unit, by the activities that run now. */
function ofUnit({ programme, view, today, nameOf }: Local, unit: string) {
  const activities = programme.activities.filter(
    (a) => askedOfEach(a) !== null && a.start <= today && today <= a.end,
  );
  const lacks = new Map<string, number[]>();
  for (const activity of activities)
    for (const { person } of missingOf({ programme, view, asOf: today, unit }, activity))
      lacks.set(person, [...(lacks.get(person) ?? []), activity.number]);
  const all = [...lacks]
    .map(([person, numbers]) => ({ name: nameOf(person), numbers }))
    .sort((a, b) => a.name.localeCompare(b.name, 'es'));
  return {
    unit,
    people: all.length,
    named: all.slice(0, most),
    activities: activities.map((a) => ({ number: a.number, title: a.title })),
    sheets: activities
      .filter((a) => [...lacks.values()].some((numbers) => numbers.includes(a.number)))
      .flatMap((a) => sheetsOf({ programme, view, today }, a, unit)),
  };
}

/** Sheets of an activity that a unit can print: of open courses, of the letter once its text is confirmed, of what is given. */
function sheetsOf(
  { programme, view, today }: Pick<Local, 'programme' | 'view' | 'today'>,
  activity: Activity,
  unit: string,
): { activity: number; course: string | null; on: string | null }[] {
  const plain = { activity: activity.number, course: null, on: null };
  switch (sheetCommand(activity)) {
    case null:
      return [];
    case 'carta':
      return letterConfirmed({ programme, view }) ? [plain] : [];
    case 'capacitacion':
      return openCourses(view, today)
        .filter((c) => c.unit === null || c.unit === unit)
        .slice(0, mostCourses)
        .map((c) => ({ activity: activity.number, course: c.course, on: c.on }));
    default:
      return [plain];
  }
}
