import { isBusinessDay, localDate, localTime } from './calendar.ts';
import { alarms } from './due/alarms.ts';
import { askProgress, asks, editedAskings, heldAsks, lapsedAsks } from './due/asking.ts';
import { channelCards, heldCards, type Lapse, lapsed, personalCards } from './due/cards.ts';
import { convocations, editedConvocations } from './due/convocations.ts';
import { digest } from './due/digest.ts';
import { editedFixes, fixes, fixProgress, lapsedFixes } from './due/fixes.ts';
import { leads } from './due/leads.ts';
import { membership } from './due/membership.ts';
import { nextProgramme, noProgramme } from './due/no-programme.ts';
import { laterCards, powerNotes } from './due/personal.ts';
import { editedPreviews, previews } from './due/previews.ts';
import { programmeFile } from './due/programme-file.ts';
import { editedReminders, reportReminders } from './due/reports.ts';
import { type Due, type Edit, type Local, type Rule, type Situation, unsettled } from './due/situation.ts';
import { restored, vacancy } from './due/stewardship.ts';
import { thanks } from './due/thanks.ts';
import { runningProgrammes } from './programme/versions.ts';
import { calendarOf } from './progress.ts';

export type { Target } from './due/keys.ts';
export type { Due, Edit, Lapse, Situation };

/** Everything that goes out by itself while a programme is in force, the most urgent first. */
const rules: readonly Rule[] = [
  alarms,
  restored,
  fixProgress,
  fixes,
  channelCards,
  convocations,
  thanks,
  previews,
  reportReminders,
  digest,
  nextProgramme,
  vacancy,
  programmeFile,
  membership,
  laterCards,
  powerNotes,
  askProgress,
  leads,
  personalCards,
  asks,
];

export interface Agenda {
  /** Recipients of a card that get their row in the ledger before the first is sent. */
  readonly plan: readonly string[];
  readonly say: readonly Due[];
  readonly edit: readonly Edit[];
  /** Posts whose time passed without them. */
  readonly lapsed: readonly Lapse[];
  /** Claimed posts that are not due now and may be again, so nobody gives them up. */
  readonly held: readonly string[];
}

/** What has to be said now; pure, and empty again once the ledger holds it. Only the newest step of anything is said. */
export function due(situation: Situation): Agenda {
  const { view, now } = situation;
  const today = localDate(now, situation.programme.timeZone);
  const running = runningProgrammes(view, situation.programme, today);
  const programme = running[0] ?? situation.programme;
  const calendar = calendarOf(programme, view);
  const working = isBusinessDay(today, calendar);
  const local: Local = {
    ...situation,
    programme,
    running,
    today,
    time: localTime(now, programme.timeZone),
    working,
    calendar,
  };
  const inForce = running.length > 0;
  const all = (inForce ? rules : [noProgramme]).flatMap((rule) =>
    rule(local).filter(({ post }) => unsettled(view, post)),
  );
  return {
    plan: all.filter(({ post }) => isCard(post) && !view.posts.has(post)).map(({ post }) => post),
    say: all.flatMap((intent) => (intent.to === null ? [] : [{ ...intent, to: intent.to }])),
    edit: inForce
      ? [
          ...editedPreviews(local),
          ...editedReminders(local),
          ...editedAskings(local),
          ...editedFixes(local),
          ...editedConvocations(local),
        ]
      : [],
    lapsed: inForce ? [...lapsed(local), ...lapsedAsks(local), ...lapsedFixes(local)] : [],
    held: inForce ? [...heldCards(local), ...heldAsks(local)] : [],
  };
}

const isCard = (post: string): boolean => post.startsWith('integrity-day/');
