import { type Ask, type Command, say } from '../ask.ts';
import { allDates, concernOf } from '../board/lines.ts';
import { recordOf } from '../board/records.ts';
import { daysBetween, localTime } from '../calendar.ts';
import type { Scope } from '../owed.ts';
import { programmeDrawing } from '../pictures/progress.ts';
import { type Progress, progress } from '../progress.ts';
import { boardTexts } from '../texts/board.ts';
import { longDate } from '../texts/format.ts';
import { type Home, home as homeText, type OwnItem, checklist as texts } from '../texts/home.ts';
import { standing } from '../view/records.ts';
import type { Rec } from '../view/shapes.ts';
import { letterConfirmed } from './letter.ts';
import { askedOfEach, figures } from './pending.ts';

type Kind = Parameters<typeof standing>[1];

/** The asker's standing records of a kind in the programme's year. */
const mine = ({ view, programme, who }: Ask, kind: Kind): Rec[] =>
  standing(view, kind, who.id!).filter((r) => r.occurredOn.startsWith(`${programme.year}-`));

/** What the programme asks of everybody, as the asker has it. */
function itemsOf(ask: Ask): OwnItem[] {
  const { programme, view, today } = ask;
  const until = (kind: Kind) => {
    const asks = programme.activities.find(
      (a) => a.measure.kind === 'headcount' && a.measure.counts === kind,
    );
    return asks && { on: asks.end, left: daysBetween(today, asks.end) };
  };
  const { letter } = programme;
  const signed = standing(view, 'letter.accepted', ask.who.id!).findLast(
    (r) => r.body.version === letter.version,
  );
  const ready = ask.demo || letterConfirmed(ask);
  const trainings = mine(ask, 'training.recorded');
  const trained = trainings.at(-1);
  const evaluated = mine(ask, 'evaluation.recorded').at(-1);
  const days = {
    training: until('training.recorded'),
    letter: until('letter.accepted'),
    evaluation: until('evaluation.recorded'),
  };
  const items = [
    days.training && {
      title: texts.training,
      done: trained ? texts.times(trainings.length, trained.folio) : null,
      words: 'capacitacion',
      label: texts.labels.training,
      until: days.training,
    },
    days.letter && {
      title: ready ? texts.letter : `${texts.letter} (${texts.notYet})`,
      done: signed ? texts.folio(signed.occurredOn, signed.folio) : null,
      words: ready ? 'carta' : null,
      label: texts.labels.letter,
      until: days.letter,
    },
    days.evaluation && {
      title: texts.evaluation,
      done: evaluated ? texts.folio(evaluated.occurredOn, evaluated.folio) : null,
      words: 'evaluacion',
      label: texts.labels.evaluation,
      until: days.evaluation,
    },
  ];
  return items.filter((i) => i !== undefined);
}

/** One's own checklist with what is missing and buttons to do it. */
export const checklist: Command = {
  words: ['mi'],
  followedBy: ['avance', 'progreso', 'lista', ''],
  may: 'employee',
  run: (ask) =>
    say(
      texts.show(
        ask.who.person?.name ?? '',
        ask.programme,
        itemsOf(ask),
        texts.donated(mine(ask, 'donation.recorded').length),
        // Whoever corrects or cancels finds the folio here.
        lastRecords(ask, 10),
      ),
    ),
};

/** How many of each list are shown: the page is for a glance. */
const most = { records: 3, concerns: 3, next: 4 };

const personal = [
  'training.recorded',
  'letter.accepted',
  'evaluation.recorded',
  'donation.recorded',
  'practice.recorded',
] as const;

/** The newest of what the asker did, whoever recorded it. */
function lastRecords(ask: Ask, most: number): string[] {
  const scope: Scope = { ...ask, asOf: ask.today };
  return personal
    .flatMap((kind) => mine(ask, kind))
    .sort((a, b) => b.recordedAt.localeCompare(a.recordedAt) || b.folio.localeCompare(a.folio))
    .slice(0, most)
    .map((r) => `${r.folio}: ${recordOf(scope, ask.people, r, 'committee').what}, ${longDate(r.occurredOn)}`);
}

/** What of each unit is missing of whom the asker keeps track. */
const unitsOf = (ask: Ask): Home['units'] =>
  ask.who.leads.map((unit) => ({
    unit,
    lacking: ask.programme.activities
      .filter((a) => askedOfEach(a) !== null && a.start <= ask.today && a.end >= ask.today)
      .map((a) => {
        const { people, of } = figures(ask, a, [unit]);
        return { activity: a.title, missing: people.length, of };
      }),
  }));

function committeeOf(ask: Ask, scope: Scope, all: readonly Progress[]): Home['committee'] {
  const count = (status: Progress['status']) => all.filter((p) => p.status === status).length;
  const worries = [...all]
    .sort((a, b) => Number(b.status === 'late') - Number(a.status === 'late'))
    .flatMap((p) => {
      const c = concernOf(scope, p, 'committee');
      const remind = p.activity.measure.kind === 'headcount' && p.activity.end >= ask.today;
      return c ? [{ number: c.number, title: c.title, status: c.status, why: c.why.join(' '), remind }] : [];
    });
  return {
    headline: boardTexts.headline(count('late'), count('at-risk'), all.length),
    picture: programmeDrawing(all, ask.programme.title, ask.today),
    concerns: worries.slice(0, most.concerns),
    more: Math.max(0, worries.length - most.concerns),
    board: ask.boardLinks !== undefined,
  };
}

/** What comes next of each activity that the committee owes, or that concerns everybody; what is complete is owed no more. */
function nextOf(scope: Scope, all: readonly Progress[], committee: boolean): Home['next'] {
  const shown = new Set(
    all
      .filter(({ status, activity: { measure } }) => {
        if (status === 'done') return false;
        const open = measure.kind === 'series' && ['card.sent', 'delivery.made'].includes(measure.counts);
        return committee || open;
      })
      .map((p) => p.activity.number),
  );
  return allDates(scope)
    .filter((d) => d.state === 'open' && shown.delete(d.number))
    .slice(0, most.next)
    .map((d) => ({ day: d.day, when: d.when, what: d.what ?? d.activity, why: d.fixed ? null : d.why }));
}

/** A person's own page in the chat: what is missing, what comes next, and for the committee how the programme stands. */
export const home: Command = {
  words: ['inicio'],
  may: 'employee',
  also: ['committee'],
  run(ask) {
    const { programme, view, today, who, now } = ask;
    const scope: Scope = { programme, view, asOf: today };
    const all = progress(scope);
    const committee = who.levels.has('committee');
    const own = who.levels.has('employee');
    return say(
      homeText({
        name: who.person?.name ?? null,
        today,
        time: localTime(now, programme.timeZone),
        programme,
        own: own ? { items: itemsOf(ask), records: lastRecords(ask, most.records) } : null,
        units: unitsOf(ask),
        committee: committee ? committeeOf(ask, scope, all) : null,
        next: nextOf(scope, all, committee),
      }),
    );
  },
};
