import { localDate } from '../calendar.ts';
import { cardDays, cardOf, recordOf, revisionsOf } from '../cards/month.ts';
import { channelPosts } from '../cards/posts.ts';
import { countsOf } from '../due/fixes.ts';
import type { Draft } from '../entry.ts';
import type { BodyOf } from '../kinds.ts';
import type { FreeText } from '../ports/directory.ts';
import type { StoredFile } from '../ports/files.ts';
import type { Programme } from '../programme/schema.ts';
import { cardPage as texts } from '../texts/card-page.ts';
import { type Card, card } from '../texts/integrity-day.ts';
import { officesOn } from '../view/roster.ts';
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

/** Pages of the months whose card went out by the bot before today and that have none yet, or one from before a change. */
export function cardPages({ programme, view, now }: Today): CardPage[] {
  const today = localDate(now, programme.timeZone);
  return [...cardDays(programme)].flatMap(([period, on]) => {
    const filed = on >= today || (view.keys.has(keyOf(period)) && outdated(view, today, period) === null);
    const text = filed ? null : pageOf({ programme, view, now }, period);
    return text === null ? [] : [{ period, text }];
  });
}

/** A month's page that was filed before its card was changed, the day after that change; null where there is none. */
function outdated(view: View, today: string, period: string): { of: string; key: string } | null {
  const last = revisionsOf(view, period).at(-1);
  const record = recordOf(view, period);
  if (!last || last.on >= today || !record || view.keys.has(`${keyOf(period)}/${last.n}`)) return null;
  const page = (view.evidenceOf.get(`folio/${record.folio}`) ?? [])
    .map((id) => view.evidence.get(id)!)
    .find((e) => e.actor === 'system' && e.removedOn === null);
  return page && page.recordedAt < last.recordedAt
    ? { of: page.id, key: `${keyOf(period)}/${last.n}` }
    : null;
}

function pageOf({ programme, view }: Today, period: string): string | null {
  const record = recordOf(view, period);
  const shown = cardOf(programme, view, period);
  if (record?.body.by !== 'bot' || shown === null) return null;
  const lines = linesOf(shown);
  const counts = [
    texts.acknowledged(view.acks.get(period) ?? 0),
    ...(view.cardToEach ? [texts.personally(view.outcomes.get(`${period}/sent`) ?? 0)] : []),
  ];
  const { title } = programme;
  const changes = revisionsOf(view, period).map((r) => {
    const { messages, changed } = countsOf(view, period, r);
    const [office] = officesOn(view, r.by, r.on);
    const before = { ...shown, value: r.value, sentence: r.sentence };
    return {
      what: r.what,
      on: r.on,
      office: office?.role ?? null,
      before: linesOf(before),
      messages,
      changed,
    };
  });
  return texts.text({
    ...{ title, period, on: record.occurredOn, value: shown.value, lines, counts, changes },
    places: placesOf(view, period),
  });
}

/** What people read in a card. */
function linesOf(shown: Card): string[] {
  const { correctedOn: _, ...plainly } = shown;
  return card(plainly).blocks.flatMap((b) => ('text' in b ? [b.text] : []));
}

/** Channels in which a month's card arrived; the posts of people are told by their number alone. */
const placesOf = (view: View, period: string): string[] =>
  channelPosts(view, period).flatMap((post) => {
    const { status, platform, to, messageId } = view.posts.get(post)!;
    return status === 'sent' && platform !== null && to !== null
      ? [texts.place(platform, to, messageId)]
      : [];
  });

/** A month's page as evidence of its card's record; nothing where it is there by now. */
export function filedPage(
  { programme, view, now }: Today,
  period: string,
  file: StoredFile,
  name: { readonly text: FreeText; readonly ref: { readonly id: string; readonly hash: string } },
): { drafts: Draft[]; texts: FreeText[] } {
  const record = recordOf(view, period);
  if (record === undefined) return { drafts: [], texts: [] };
  const content = { file: file.sha256, link: null, name: name.ref, type: 'txt' as const, bytes: file.bytes };
  const bySystem = {
    ...{ folio: null, subject: null, actor: 'system', platform: 'system' as const },
    occurredOn: record.occurredOn,
  };
  if (view.keys.has(keyOf(period))) {
    const old = outdated(view, localDate(now, programme.timeZone), period);
    if (!old) return { drafts: [], texts: [] };
    const body: BodyOf<'evidence.replaced'> = { of: old.of, ...content };
    return { drafts: [{ ...bySystem, kind: 'evidence.replaced', key: old.key, body }], texts: [name.text] };
  }
  const body: BodyOf<'evidence.added'> = {
    id: nextEvidence(view, Number(localDate(now, programme.timeZone).slice(0, 4))),
    programme: null,
    activity: null,
    folio: record.folio,
    ...content,
    note: null,
    batch: null,
  };
  return { drafts: [{ ...bySystem, kind: 'evidence.added', key: keyOf(period), body }], texts: [name.text] };
}
