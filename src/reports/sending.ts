import { type Ask, type Fact, note, type Outcome, record } from '../ask.ts';
import type { Draft } from '../entry.ts';
import { attach } from '../evidence/attach.ts';
import type { Message } from '../message.ts';
import { small, text, withNote } from '../texts/common.ts';
import { evidenceTexts } from '../texts/evidence.ts';
import { reports as texts } from '../texts/report-chat.ts';
import type { Frozen } from './figures.ts';
import type { ReportType } from './types.ts';

/** The figures that what was sent fixes, and what is said of them. */
export interface Fixed {
  readonly drafts: readonly Draft[];
  readonly words: string;
}

type SentKind = 'report.quarterly' | 'report.annual' | 'report.addendum';

/** What a report or an addendum that was sent said, by its folio. */
export const frozen = (
  ask: Ask,
  of: string,
  from: 'made' | 'registered',
  figures: Frozen,
): readonly Draft[] =>
  note(
    ask,
    { kind: 'report.frozen', key: `frozen/${of}`, body: { of, from, figures, salt: ask.fresh() } },
    texts.how(),
  ).drafts;

/** That something was sent: the record, the figures that it fixes, and what came with it as its receipt. */
export function sent<K extends SentKind>(
  ask: Ask,
  fact: Fact<K>,
  how: {
    readonly type: ReportType;
    readonly recorded: (on: string, folio: string, fresh: boolean) => Message;
    /** The words with which its receipt is to come, by the day of sending. */
    readonly words: (on: string) => string;
    readonly fix: (folio: string) => Fixed;
  },
): Outcome {
  let folio = '';
  let sentOn = fact.occurredOn;
  const recorded = record(ask, fact, (given, fresh, { occurredOn }) => {
    [folio, sentOn] = [given, occurredOn];
    return how.recorded(occurredOn, given, fresh);
  });
  const fixed = recorded.drafts.length === 0 ? null : how.fix(folio);
  const proof = receipt(ask, fact.kind, folio, sentOn);
  const { message } = recorded.reply;
  const blocks = [
    ...message.blocks,
    ...[fixed?.words, proof?.words].flatMap((words) => (words === undefined ? [] : [text(words)])),
    ...(ask.sent?.kept.length ? [] : [small(texts.receiptHow(how.words(sentOn)))]),
    { type: 'choices' as const, choices: [texts.seeSent(how.type)] },
  ];
  const reply = { ...recorded.reply, message: { ...message, blocks } };
  return {
    drafts: [...recorded.drafts, ...(fixed?.drafts ?? []), ...(proof?.drafts ?? [])],
    texts: [...recorded.texts, ...(proof?.texts ?? [])],
    reply: ask.sent?.denied
      ? { ...reply, message: withNote(reply.message, evidenceTexts.deniedNote) }
      : reply,
  };
}

/** What came with the words becomes evidence of the record. */
function receipt(ask: Ask, kind: SentKind, folio: string, on: string) {
  const kept = ask.sent?.kept ?? [];
  if (kept.length === 0) return null;
  const label = evidenceTexts.record(folio, evidenceTexts.kinds[kind]!, on);
  const contents = kept.map((file) => ({ file }));
  const { drafts, texts, reply } = attach(ask, { of: { folio }, label, on }, contents, {
    on,
    note: '',
    batch: null,
  });
  const lines = reply.message.blocks.flatMap((b) => (b.type === 'list' ? b.items : []));
  return { drafts, texts, words: [reply.message.summary, ...lines].join(' ') };
}
