import { type Ask, type Command, type Outcome, plainDraft, refuse, say } from '../ask.ts';
import { askedLately, countOf, recipients, running } from '../asking/batches.ts';
import { outcomes } from '../asking/outcomes.ts';
import { isBusinessDay, localTime, shiftWorkingDays } from '../calendar.ts';
import { askPost } from '../due/keys.ts';
import type { Draft } from '../entry.ts';
import { fold } from '../input/words.ts';
import { calendarOf } from '../owed.ts';
import type { Activity } from '../programme/schema.ts';
import { askingOutcomes as outcomeTexts } from '../texts/asking-outcomes.ts';
import { asking as texts } from '../texts/pending.ts';
import { lastOf } from '../view/numbers.ts';
import { unitOn } from '../view/roster.ts';
import type { View } from '../view.ts';
import { letterConfirmed } from './letter.ts';
import { askedOfEach, type Missing, missingOf, readTarget, sorted } from './pending.ts';

/** Names that a preview shows of those who can't be reached. */
const shownNames = 10;

/** Those who are missing, by what becomes of a reminder to them now. */
interface Sorted {
  readonly ready: readonly Missing[];
  /** No platform knows them yet. */
  readonly unreachable: readonly Missing[];
  readonly absent: number;
  readonly limited: number;
  /** A reminder of the same is on its way to them. */
  readonly waiting: number;
}

function sortOut(ask: Ask, activity: Activity, unit: string | null): Sorted {
  const { view, today, programme } = ask;
  const most = programme.reminders.perPersonPerWeek;
  const scope = { programme, view, asOf: today, ...(unit !== null && { unit }) };
  const onTheirWay = new Map<string, { all: number; same: boolean }>();
  for (const [batch, asking] of running(view))
    for (const { person, state } of recipients(view, batch, asking)) {
      if (state.status !== 'planned' && state.status !== 'claimed') continue;
      const known = onTheirWay.get(person) ?? { all: 0, same: false };
      onTheirWay.set(person, {
        all: known.all + 1,
        same: known.same || asking.activity === activity.number,
      });
    }
  const of = (m: Missing): keyof Sorted => {
    const coming = onTheirWay.get(m.person);
    if (coming?.same) return 'waiting';
    if ((view.absences.get(m.person) ?? '') >= today) return 'absent';
    if (askedLately(view, m.person, today) + (coming?.all ?? 0) >= most) return 'limited';
    return ask.reach(m.person) === null ? 'unreachable' : 'ready';
  };
  const groups = { ready: [], unreachable: [], absent: [], limited: [], waiting: [] } as Record<
    keyof Sorted,
    Missing[]
  >;
  for (const m of missingOf(scope, activity))
    if (unitOn(view, m.person, today) !== null && !view.forgotten.has(m.person)) groups[of(m)].push(m);
  const { ready, unreachable, absent, limited, waiting } = groups;
  return {
    ready,
    unreachable,
    absent: absent.length,
    limited: limited.length,
    waiting: waiting.length,
  };
}

/** When reminders go out: now in office hours of a working day, otherwise from the next one's beginning. */
function goesOut({ programme, view, today, now }: Ask): { on: string; at: string } | null {
  const { at } = programme.reminders;
  const { until } = programme.integrityDay;
  const calendar = calendarOf(programme, view);
  const time = localTime(now, programme.timeZone);
  if (!isBusinessDay(today, calendar) || time >= until)
    return { on: shiftWorkingDays(today, 1, calendar), at };
  return time < at ? { on: today, at } : null;
}

/** `recordar 9 [unidad]`: a preview, then by its button one personal reminder to each who is missing. */
export const asking: Command = {
  words: ['recordar', 'recuerda'],
  may: 'committee',
  run(ask) {
    if (ask.tokens.length === 0) return say(outcomeTexts.batches(newest(ask)));
    if (fold(ask.tokens[0]!.text) === 'envios') return outcomes({ ...ask, tokens: ask.tokens.slice(1) });
    const at = ask.tokens.findIndex((t) => !t.quoted && fold(t.text) === 'confirmar');
    const nonce = at < 0 ? null : (ask.tokens[at + 1]?.text ?? '');
    const words = at < 0 ? ask.tokens : ask.tokens.filter((_, i) => i !== at && i !== at + 1);
    if (nonce !== null && !/^[\w-]{4,64}$/.test(nonce)) return refuse(texts.how());
    const known = nonce === null ? undefined : byKey(ask.view, `asking/${nonce}`);
    if (known) return say(texts.started(known.batch, known.asking.people, goesOut(ask), false));
    const target = readTarget(ask, words);
    if (!target.ok) return target.outcome;
    const { activity, unit } = target;
    if (ask.today < activity.start || ask.today > activity.end)
      return refuse(texts.notNow(activity.number, activity.start, activity.end));
    if (askedOfEach(activity) === 'letter.accepted' && !ask.demo && !letterConfirmed(ask))
      return refuse(texts.noLetter());
    const all = sortOut(ask, activity, unit);
    if (all.ready.length + all.unreachable.length === 0)
      return refuse(texts.nobody(activity.number, unit, all));
    return nonce === null ? preview(ask, activity, unit, all) : start(ask, activity, unit, all, nonce);
  },
};

const byKey = (view: View, key: string) =>
  [...view.askings.entries()].map(([batch, a]) => ({ batch, asking: a })).find((b) => b.asking.key === key);

function newest(ask: Ask) {
  return [...ask.view.askings.entries()].slice(-5).map(([batch, a]) => ({
    batch,
    activity: a.activity,
    unit: a.unit,
    on: a.on,
    people: a.people,
    sent: countOf(ask.view, batch, 'sent'),
  }));
}

function preview(ask: Ask, activity: Activity, unit: string | null, all: Sorted): Outcome {
  const names = sorted(ask, all.unreachable).slice(0, shownNames);
  return say(
    texts.preview({
      activity: activity.number,
      unit,
      ready: all.ready.length,
      unreachable: { count: all.unreachable.length, names },
      absent: all.absent,
      limited: all.limited,
      waiting: all.waiting,
      most: ask.programme.reminders.perPersonPerWeek,
      when: goesOut(ask),
      says: texts.toPerson(ask.programme, activity, askedOfEach(activity)!),
      nonce: ask.fresh(),
    }),
  );
}

/** The batch and a row for each recipient, in one write before anything is sent; who can't be reached yet is settled. */
function start(ask: Ask, activity: Activity, unit: string | null, all: Sorted, nonce: string): Outcome {
  const batch = lastOf(ask.view, 'asking') + 1;
  const post = ({ person }: Missing) => askPost(activity.number, batch, person);
  const drafts: Draft[] = [
    plainDraft(ask, 'asking.started', `asking/${nonce}`, { activity: activity.number, unit, batch }),
    ...[...all.ready, ...all.unreachable].map((m) =>
      plainDraft(ask, 'post.planned', `planned/${post(m)}`, { post: post(m) }),
    ),
    ...all.unreachable.map((m) =>
      plainDraft(ask, 'post.settled', `settled/${post(m)}~0`, {
        post: post(m),
        status: 'no-address',
        messageId: null,
        reason: null,
      }),
    ),
  ];
  const people = all.ready.length + all.unreachable.length;
  return { ...say(texts.started(String(batch), people, goesOut(ask), true)), drafts };
}

/** `reenviar 3`: the batch again, only to those whom it certainly did not reach and who can be reached now. */
export const resend: Command = {
  words: ['reenviar'],
  may: 'committee',
  run(ask) {
    const said = ask.tokens[0]?.text ?? '';
    const found = /^\d{1,6}$/.test(said) ? ask.view.askings.get(String(Number(said))) : undefined;
    if (!found) return refuse(texts.noBatch(said));
    const batch = String(Number(said));
    const activity = ask.programme.activities.find((a) => a.number === found.activity);
    if (!activity || ask.today < activity.start || ask.today > activity.end) return refuse(texts.over(batch));
    const failed = [...recipients(ask.view, batch, found)].filter(
      ({ state }) => state.status === 'refused' || state.status === 'no-address',
    );
    const again = failed.filter(({ person }) => ask.reach(person) !== null);
    const drafts = again.map(({ post }) =>
      plainDraft(ask, 'post.planned', `planned/${post}/${ask.view.head.seq + 1}`, { post }),
    );
    const left = failed.length - again.length;
    return { ...say(texts.resent(batch, again.length, left, goesOut(ask))), drafts };
  },
};
