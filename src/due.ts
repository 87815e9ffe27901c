import { isBusinessDay, localDate, localTime } from './calendar.ts';
import { alarms } from './due/alarms.ts';
import { askProgress, askStill, asks, editedAskings, heldAsks, lapsedAsks } from './due/asking.ts';
import { cardStill, channelCards, heldCards, type Lapse, lapsed, personalCards } from './due/cards.ts';
import { convocations, editedConvocations } from './due/convocations.ts';
import { digest } from './due/digest.ts';
import { editedFixes, fixes, fixProgress, fixStill, lapsedFixes } from './due/fixes.ts';
import { kindOf } from './due/keys.ts';
import { leads } from './due/leads.ts';
import { membership } from './due/membership.ts';
import { nextProgramme, noProgramme } from './due/no-programme.ts';
import { laterCards, laterStill, powerNotes, powerStill } from './due/personal.ts';
import { editedPreviews, previews } from './due/previews.ts';
import { programmeFile } from './due/programme-file.ts';
import { editedReminders, reportReminders } from './due/reports.ts';
import { restoration } from './due/restoration.ts';
import {
  type Due,
  type Edit,
  type Intent,
  type Local,
  type Recheck,
  type Rule,
  type Situation,
  unsettled,
} from './due/situation.ts';
import { restored, vacancy } from './due/stewardship.ts';
import { thanks } from './due/thanks.ts';
import { anchor, backups, evidence, teamsSecret } from './due/upkeep.ts';
import { calendarOf } from './owed.ts';
import { runningProgrammes } from './programme/versions.ts';

/** Everything that goes out by itself while a programme is in force, the most urgent first. */
const rules: readonly Rule[] = [
  alarms,
  restored,
  fixProgress,
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
  askProgress,
  leads,
];

/** What goes to as many as there are people, in the same order, and how one of them is looked at again. */
const broad: readonly Rule[] = [fixes, laterCards, powerNotes, personalCards, asks];
const rechecks: Readonly<Record<string, Recheck>> = {
  fix: fixStill,
  later: laterStill,
  power: powerStill,
  'integrity-day': cardStill,
  ask: askStill,
};

/** What has nothing to do with a programme, and goes out whether one is in force or not. */
const always: readonly Rule[] = [backups, evidence, teamsSecret, anchor];

export interface Agenda {
  /** Recipients of a card that get their row in the ledger before the first is sent. */
  readonly plan: readonly string[];
  readonly say: readonly Due[];
  readonly edit: readonly Edit[];
  /** Posts whose time passed without them. */
  readonly lapsed: readonly Lapse[];
  /** Claimed posts that are not due now and may be again, so nobody gives them up. */
  readonly held: readonly string[];
  /** The ledger comes from a backup and the secretary has not confirmed yet: that is said and nothing else. */
  readonly paused: boolean;
  /** Whether what goes to everybody was looked through too; where not, it is neither said nor lapsed nor given up. */
  readonly whole: boolean;
}

/**
 * What has to be said now; pure, and empty again once the ledger holds it. Only the newest step of anything is said.
 * `whole`: with what goes to as many as there are people, which takes as long as they are many.
 */
export function due(situation: Situation, whole = true): Agenda {
  if (situation.view.paused === null) return unpaused(situation, whole);
  const say = intended(localOf(situation), [restoration]).flatMap(reachable);
  return { plan: [], say, edit: [], lapsed: [], held: [], paused: true, whole: true };
}

/** Looks at posts that were due once more, in the moment in which they are sent: null for what is not due any more. */
export function stillDue(situation: Situation): (due: Due) => Due | null {
  const paused = situation.view.paused !== null;
  const local = localOf(situation);
  const checks = new Map<string, ReturnType<Recheck>>();
  return (due) => {
    const kind = kindOf(due.post);
    const recheck = rechecks[kind];
    if (paused) return kind === 'restoration' ? due : null;
    if (!recheck || due.to.kind !== 'person') return due;
    if (!checks.has(kind)) checks.set(kind, recheck(local));
    return checks.get(kind)!(due.post);
  };
}

/** What would have to be said, were no restore to be confirmed first. */
export function unpaused(situation: Situation, whole = true): Agenda {
  const local = localOf(situation);
  const inForce = local.running.length > 0;
  const all = intended(local, [
    ...(inForce ? rules : [noProgramme]),
    ...always,
    ...(inForce && whole ? broad : []),
  ]);
  return {
    plan: all.filter(({ post }) => isCard(post) && !situation.view.posts.has(post)).map(({ post }) => post),
    say: all.flatMap(reachable),
    edit: inForce
      ? [
          ...editedPreviews(local),
          ...editedReminders(local),
          ...editedAskings(local),
          ...editedFixes(local),
          ...editedConvocations(local),
        ]
      : [],
    lapsed: inForce && whole ? [...lapsed(local), ...lapsedAsks(local), ...lapsedFixes(local)] : [],
    held: inForce ? [...heldCards(local), ...heldAsks(local)] : [],
    paused: false,
    whole,
  };
}

const intended = (local: Local, those: readonly Rule[]): Intent[] =>
  those.flatMap((rule) => rule(local).filter(({ post }) => unsettled(local.view, post)));

const reachable = (intent: Intent): Due[] => (intent.to === null ? [] : [{ ...intent, to: intent.to }]);

function localOf(situation: Situation): Local {
  const { view, now } = situation;
  const today = localDate(now, situation.programme.timeZone);
  const running = runningProgrammes(view, situation.programme, today);
  const programme = running[0] ?? situation.programme;
  const calendar = calendarOf(programme, view);
  const working = isBusinessDay(today, calendar);
  const time = localTime(now, programme.timeZone);
  return { ...situation, programme, running, today, time, working, calendar };
}

const isCard = (post: string): boolean => post.startsWith('integrity-day/');
