import { type Command, say } from '../ask.ts';
import type { RecordKind } from '../folio.ts';
import { myData as texts } from '../texts/my-data.ts';
import { standing } from '../view/records.ts';

/** Kinds of record that people have of their own, in the order of the checklist. */
const own = [
  'training.recorded',
  'letter.accepted',
  'evaluation.recorded',
  'donation.recorded',
  'practice.recorded',
] as const satisfies readonly RecordKind[];

/** Folios that are named of each kind. */
const mostFolios = 5;

/** `mis datos`: what is stored about whoever asks, and how to have it corrected or erased; leavers may ask too. */
export const myData: Command = {
  words: ['mis', 'mi'],
  followedBy: ['datos'],
  may: 'anyone',
  run(ask) {
    const { view, programme, who, platform } = ask;
    const { person } = who;
    if (person === null) return say(texts.stranger(programme.privacyNotice));
    const records = own.map((kind) => {
      const folios = standing(view, kind, person.id).map(({ folio }) => folio);
      return { kind, count: folios.length, newest: folios.slice(-mostFolios) };
    });
    return say(
      texts.show({
        person,
        platform: ask.reach(person.id)?.platform ?? (platform === 'teams' ? 'teams' : 'slack'),
        roster: view.roster.get(person.id) ?? [],
        offices: view.offices.get(person.id) ?? [],
        records: records.filter(({ count }) => count > 0),
        absentUntil: view.absences.get(person.id) ?? null,
        reminders: (view.asked.get(person.id) ?? []).length,
        notice: programme.privacyNotice,
      }),
    );
  },
};
