import { cardDays, cardOf, recordOf } from '../activities/integrity-day.ts';
import { localDate } from '../calendar.ts';
import { cardKey } from '../due/keys.ts';
import type { Draft } from '../entry.ts';
import type { BodyOf } from '../kinds.ts';
import type { FreeText, StoredFile } from '../ports.ts';
import type { Programme } from '../programme/schema.ts';
import { evidenceTexts as texts } from '../texts/evidence.ts';
import { card } from '../texts/integrity-day.ts';
import type { View } from '../view.ts';
import { nextEvidence } from './items.ts';

interface Today {
  readonly programme: Programme;
  readonly view: View;
  readonly now: Date;
}

export interface CardPage {
  readonly period: string;
  readonly text: string;
}

/** The entry with which a month's page is filed; it is once per month, also when somebody takes it away. */
const keyOf = (period: string): string => `evidence/card/${period}`;

/** Pages of the months whose card went out by the bot before today and that have none yet. */
export function cardPages({ programme, view, now }: Today): CardPage[] {
  const today = localDate(now, programme.timeZone);
  return [...cardDays(programme)].flatMap(([period, on]) => {
    const filed = on >= today || view.keys.has(keyOf(period));
    const text = filed ? null : pageOf({ programme, view, now }, period);
    return text === null ? [] : [{ period, text }];
  });
}

function pageOf({ programme, view }: Today, period: string): string | null {
  const record = recordOf(view, period);
  const shown = cardOf(programme, view, period);
  if (record?.body.by !== 'bot' || shown === null) return null;
  const places = (['slack', 'teams'] as const).flatMap((platform) =>
    placesOf(view, `${cardKey(period)}/${platform}/`).map(({ to, messageId }) =>
      texts.place(platform, to, messageId),
    ),
  );
  const lines = card(shown).blocks.flatMap((b) => ('text' in b ? [b.text] : []));
  const counts = [
    texts.acknowledged(view.acks.get(period) ?? 0),
    ...(view.cardToEach ? [texts.personally(view.outcomes.get(`${period}/sent`) ?? 0)] : []),
  ];
  const { title } = programme;
  return texts.cardPage({ title, period, on: record.occurredOn, value: shown.value, lines, places, counts });
}

/** Channels in which a month's card arrived; the posts of people are told by their number alone. */
function placesOf(view: View, prefix: string): { to: string; messageId: string | null }[] {
  return [...view.posts.entries()].flatMap(([key, { status, to, messageId }]) =>
    key.startsWith(prefix) && status === 'sent' && to !== null ? [{ to, messageId }] : [],
  );
}

/** A month's page as evidence of its card's record; nothing where it is there by now. */
export function filedPage(
  { programme, view, now }: Today,
  period: string,
  file: StoredFile,
  name: { readonly text: FreeText; readonly ref: { readonly id: string; readonly hash: string } },
): { drafts: Draft[]; texts: FreeText[] } {
  const record = recordOf(view, period);
  if (record === undefined || view.keys.has(keyOf(period))) return { drafts: [], texts: [] };
  const body: BodyOf<'evidence.added'> = {
    id: nextEvidence(view, Number(localDate(now, programme.timeZone).slice(0, 4))),
    programme: null,
    activity: null,
    folio: record.folio,
    file: file.sha256,
    link: null,
    name: name.ref,
    type: 'txt',
    bytes: file.bytes,
    note: null,
    batch: null,
  };
  const draft: Draft = {
    kind: 'evidence.added',
    key: keyOf(period),
    folio: null,
    subject: null,
    actor: 'system',
    platform: 'system',
    occurredOn: record.occurredOn,
    body,
  };
  return { drafts: [draft], texts: [name.text] };
}
