import { type Ask, type Command, note, type Outcome, refuse, say } from '../ask.ts';
import { fold } from '../input/words.ts';
import { calendarOf } from '../progress.ts';
import { ordinarySessions } from '../sessions/calendar.ts';
import { notAllowed } from '../texts/common.ts';
import { channel as channelTexts, programmeTexts } from '../texts/secretary.ts';
import { decidePart } from './courses.ts';

/** Makes the channel in which it is said the committee's or the general one. */
export const channel: Command = {
  words: ['canal'],
  may: 'secretary',
  run(ask) {
    const said = fold(ask.tokens[0]?.text ?? '');
    const audience = said === 'comite' ? 'committee' : said === 'general' ? 'general' : null;
    if (audience === null) return refuse(channelTexts.how());
    if (ask.channel === null || (ask.platform !== 'slack' && ask.platform !== 'teams'))
      return refuse(channelTexts.notHere());
    const { platform, channel } = ask;
    if (ask.view.channels.get(`${platform}/${audience}`) === channel)
      return say(channelTexts.claimed(audience));
    const key = `channel/${platform}/${audience}/${ask.view.head.seq + 1}`;
    return note(
      ask,
      { kind: 'channel.claimed', key, body: { platform, audience, channel } },
      channelTexts.claimed(audience),
    );
  },
};

/** The programme in force and what it leaves to be confirmed. */
export const programme: Command = {
  words: ['programa'],
  may: 'committee',
  run(ask) {
    if (fold(ask.tokens[0]?.text ?? '') === 'parte') return decidePart(ask);
    const p = ask.programme;
    const pending = [
      calendarOf(p, ask.view).confirmed === false && programmeTexts.pending.calendar,
      p.letter.confirmed === false &&
        !ask.view.confirmed.has(`letter/${p.letter.version}`) &&
        programmeTexts.pending.letter,
      p.integrityDay.confirmed === false && programmeTexts.pending.months,
      ordinarySessions({ programme: p, view: ask.view, asOf: ask.today }).some(
        (s) => !s.planned && s.record === null,
      ) && programmeTexts.pending.sessions,
      p.documents.some((d) => d.confirmed === false) && programmeTexts.pending.documents,
      p.complaints.confirmed === false && programmeTexts.pending.complaints,
    ].filter((x) => x !== false);
    const lines = p.activities.map((a) => `${a.number}. ${a.title}: ${a.target}`);
    const approved = p.approved ? programmeTexts.approved(p.approved.on, p.approved.where) : null;
    return say(programmeTexts.show(p.title, p.committee.institution, approved, lines, pending));
  },
};

/** The year's non-working days; the secretary confirms them and whether vacations count. */
export const nonWorkingDays: Command = {
  words: ['dias-inhabiles', 'inhabiles', 'dias'],
  may: 'committee',
  run(ask) {
    const said = ask.tokens.map((t) => fold(t.text));
    if (said.includes('confirmar')) return confirm(ask, said);
    const { days, confirmed, vacationsCount } = calendarOf(ask.programme, ask.view);
    const items = days.map((d) => programmeTexts.day(d.from, d.to, d.name, programmeTexts.scopes[d.scope]));
    return say(programmeTexts.days(confirmed === false ? null : confirmed.on, items, vacationsCount));
  },
};

function confirm(ask: Ask, said: readonly string[]): Outcome {
  if (!ask.who.levels.has('secretary')) return say(notAllowed('dias-inhabiles confirmar', 'secretary'));
  const [, ...how] = said.slice(said.indexOf('confirmar'));
  if (!(how.length === 0 || (how.length === 2 && how[0] === 'vacaciones' && /^(si|no)$/.test(how[1]!))))
    return refuse(programmeTexts.confirmHow());
  const vacationsCount = how.length === 0 ? null : how[1] === 'si';
  const known = calendarOf(ask.programme, ask.view);
  if (ask.view.confirmed.has(`calendar/${ask.programme.id}`) && known.vacationsCount === vacationsCount)
    return say(programmeTexts.daysConfirmed());
  const key = `calendar/${ask.programme.id}/${ask.view.head.seq + 1}`;
  return note(
    ask,
    { kind: 'calendar.confirmed', key, body: { programme: ask.programme.id, vacationsCount } },
    programmeTexts.daysConfirmed(),
  );
}
