import { type Ask, type Command, keepText, type Outcome, olderThan, record, refuse, say } from '../ask.ts';
import { reportsTouched } from '../corrections.ts';
import { evidenceOf } from '../evidence/items.ts';
import { readFolio } from '../folio.ts';
import { addendaOf } from '../reports/addenda.ts';
import { recordNames, withdrawal as texts } from '../texts/withdrawal.ts';
import type { Rec } from '../view/shapes.ts';
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
    const found = voidable(ask, texts.noFolio());
    if ('drafts' in found) return found;
    const same = ask.view.same.get(`void/${found.folio}`);
    if (same) return say(texts.voided(found.folio, recordNames[found.kind]!, same.folio, false));
    return voiding(ask, found, phrase(ask.tokens.slice(1)), null);
  },
};

/** The record whose folio comes first, if this person may void it, or have it again in another form. */
export function voidable(ask: Ask, noFolio: ReturnType<typeof texts.noFolio>): Rec | Outcome {
  const folio = ask.tokens[0] && readFolio(ask.tokens[0].text);
  if (!folio) return refuse(noFolio);
  const found = ask.view.records.get(folio);
  const secretary = ask.who.levels.has('secretary');
  if (
    !found ||
    found.kind === 'record.voided' ||
    !(isOwn(ask, found) || recordedFor(ask, found) || secretary)
  )
    return refuse(secretary ? texts.noneFound(folio) : texts.noSuch(folio));
  return found;
}

const isOwn = ({ who }: Ask, { subject }: Rec): boolean => subject !== null && subject === who.id;

/** What stands of a report that is cancelled. */
function addendaLeft({ view }: Ask, { kind, body }: Rec): string[] {
  const of = kind === 'report.quarterly' ? 'quarterly' : kind === 'report.annual' ? 'annual' : null;
  return of === null ? [] : addendaOf(view, { kind: of, period: String(body.period) }).map((a) => a.folio);
}

/** Whether the reason may be left out: what somebody recorded for themselves a few days ago. */
export const needsReason = (ask: Ask, found: Rec): boolean =>
  !(isOwn(ask, found) && !olderThan(ask, found, ownDays));

/** The cancellation of a record, by the record that takes its place where there is one. */
export function voiding(ask: Ask, found: Rec, reason: string, replacedBy: string | null): Outcome {
  const { folio } = found;
  const secretary = ask.who.levels.has('secretary');
  if (olderThan(ask, found, ownDays) && !secretary) return refuse(texts.tooLate(folio));
  if (needsReason(ask, found) && reason === '') return refuse(texts.needsReason(folio));
  const kept = reason === '' ? null : keepText(ask, reason);
  return record(
    ask,
    {
      kind: 'record.voided',
      base: `void/${folio}`,
      subject: found.subject,
      occurredOn: ask.today,
      body: { of: folio, reason: kept?.ref ?? null, ...(replacedBy !== null && { replacedBy }) },
      texts: kept ? [kept.text] : [],
    },
    (voidFolio, fresh) =>
      texts.voided(
        folio,
        recordNames[found.kind]!,
        voidFolio,
        fresh,
        secretary ? reportsTouched(ask.view, found) : [],
        evidenceOf(ask.view, { folio }).length,
        replacedBy === null ? addendaLeft(ask, found) : [],
      ),
  );
}
