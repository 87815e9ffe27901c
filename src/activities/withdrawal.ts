import { type Ask, type Command, keepText, olderThan, record, refuse, say } from '../ask.ts';
import { reportsTouched } from '../corrections.ts';
import { readFolio } from '../kinds.ts';
import { recordNames, withdrawal as texts } from '../texts/withdrawal.ts';
import type { Rec } from '../view.ts';
import { phrase } from './when.ts';

const ownDays = 7;

/** Whether the asker, as lead or committee, recorded it for somebody: on a sheet, by a list, by `registrar`. */
const recordedFor = ({ who: { id, levels } }: Ask, { actor, subject }: Rec): boolean =>
  subject !== null && actor === id && (levels.has('lead') || levels.has('committee'));

/**
 * Withdraws an own record of the last 7 days, or one recorded for somebody then, giving the reason; the secretary voids any
 * record, giving the reason.
 */
export const withdrawal: Command = {
  words: ['cancelar', 'anular'],
  may: 'employee',
  also: ['secretary'],
  run(ask) {
    const folio = ask.tokens[0] && readFolio(ask.tokens[0].text);
    if (!folio) return refuse(texts.noFolio());
    const found = ask.view.records.get(folio);
    const secretary = ask.who.levels.has('secretary');
    const own = found !== undefined && found.subject !== null && found.subject === ask.who.id;
    const recorded = found !== undefined && recordedFor(ask, found);
    if (!found || found.kind === 'record.voided' || !(own || recorded || secretary))
      return refuse(secretary ? texts.noneFound(folio) : texts.noSuch(folio));
    const same = ask.view.same.get(`void/${folio}`);
    if (same) return say(texts.voided(folio, recordNames[found.kind]!, same.folio, false));
    const recent = !olderThan(ask, found, ownDays);
    const reason = phrase(ask.tokens.slice(1));
    if (!recent && !secretary) return refuse(texts.tooLate(folio));
    if (!(own && recent) && reason === '') return refuse(texts.needsReason(folio));
    const kept = reason === '' ? null : keepText(ask, reason);
    return record(
      ask,
      {
        kind: 'record.voided',
        base: `void/${folio}`,
        subject: found.subject,
        occurredOn: ask.today,
        body: { of: folio, reason: kept?.ref ?? null },
        texts: kept ? [kept.text] : [],
      },
      (voidFolio, fresh) =>
        texts.voided(
          folio,
          recordNames[found.kind]!,
          voidFolio,
          fresh,
          secretary ? reportsTouched(ask.view, found) : [],
        ),
    );
  },
};
