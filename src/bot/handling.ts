import { type Asker, answer, commandName } from '../answer.ts';
import type { Outcome } from '../ask.ts';
import { localDate } from '../calendar.ts';
import type { Due } from '../due/situation.ts';
import type { Receive } from '../evidence/received.ts';
import type { Decide, Decision } from '../journal/decision.ts';
import { type Journal, StoreFailed } from '../journal.ts';
import type { Message } from '../message.ts';
import { withPapers } from '../papers/hand-out.ts';
import type { Identity } from '../people/accounts.ts';
import type { PeopleBook } from '../people.ts';
import { DamagedLedger, isDoubtful } from '../ports/ledger.ts';
import type { RequestOutcome } from '../ports/metrics.ts';
import { currentProgramme } from '../programme/versions.ts';
import type { Reply, Request } from '../request.ts';
import { knownAgain } from '../roster/known-again.ts';
import { afterwards } from '../steps.ts';
import { failed, storeDoubtful, storeFailed } from '../texts/common.ts';
import { ledgerDamaged } from '../texts/storage.ts';
import { createUploads, type Upload } from '../uploads.ts';
import { unitOn } from '../view/roster.ts';
import type { View } from '../view.ts';
import { whoIs } from '../who.ts';
import type { BotOptions } from './options.ts';
import { createSentFiles, type SentFiles } from './sent-files.ts';

interface Given {
  readonly options: BotOptions;
  readonly journal: Journal;
  readonly people: PeopleBook;
  readonly receive: Receive;
  /** E-mails that hold the secretary's role whenever no secretary is in office, in lower case. */
  readonly admins: ReadonlySet<string>;
  /** What would go out by itself now, were nothing to hold it back. */
  readonly waiting: (view: View) => readonly Due[];
}

/** What is found out of a request before it is decided. */
interface Known extends Identity, SentFiles {
  readonly admin: boolean;
  readonly named: readonly Upload[];
}

/** Answers requests: who asks, what came along, the decision, its documents. Never throws. */
export function createHandling({ options, journal, people, receive, admins, waiting }: Given) {
  const { programme, files, press, gallery, tokens, links, boardLinks, fresh, demo, now, log } = options;
  const committee = programme.committee.id;
  const uploads = createUploads({ readTable: options.readTable, tokens });
  const receiveSent = createSentFiles({ uploads, receive, files, committee, press, now, view: journal.view });
  const handing = { press, files, committee, links: links ?? null, log };

  /** Texts of answers that are decided and not kept yet: an answer of the same batch sees them as it sees their facts. */
  const unkept = new Map<string, string>();

  async function knownOf(request: Request): Promise<Known> {
    const view = journal.view();
    const today = localDate(now(), programme.timeZone);
    const identity = await people.identify(request, (id) => unitOn(view, id, today) !== null);
    const { person } = identity;
    const mails = [...request.emails, ...(person?.email ? [person.email] : [])];
    const admin = !request.guest && mails.some((e) => admins.has(e.toLowerCase()));
    const asking = whoIs(view, person, admin, today);
    const sent = await receiveSent(request, asking);
    return { ...identity, ...sent, admin, named: await uploads.named(request.words, asking.id) };
  }

  function askerOf(view: View, request: Request, known: Known): Asker {
    const { person, visitor, admin, sent, upload, template, named } = known;
    const at = now();
    const today = localDate(at, programme.timeZone);
    return {
      view,
      programme: currentProgramme(view, programme, today),
      people: people.among((id) => unitOn(view, id, today) !== null),
      forgotten: knownAgain(people),
      textOf: (id) => people.textOf(id) ?? unkept.get(id) ?? null,
      who: whoIs(view, person, admin, today),
      platform: request.account.platform,
      account: request.account,
      channel: request.channel,
      channelTakenBy: options.channelTakenBy?.(request) ?? null,
      overheard: request.where === 'channel',
      generalChannels: options.channels.general.length,
      now: at,
      today,
      reach: people.reach,
      waiting,
      fresh,
      demo,
      ...(sent && { sent }),
      ...(upload && { upload }),
      ...(template && { template }),
      uploaded: (token) => named.find((u) => u.token === token) ?? null,
      ...(links && { linkTo: links.make }),
      ...(boardLinks && { boardLinks }),
      guest: request.guest,
      unverified: request.unverified ?? false,
      visitor,
    };
  }

  /** What was decided, once it is on disk. */
  async function decided(request: Request, known: Known): Promise<Outcome> {
    const mine: string[] = [];
    const keeping = (made: Outcome): Decision<Outcome> => {
      for (const { id, text } of made.texts) unkept.set(id, text);
      mine.push(...made.texts.map(({ id }) => id));
      return { drafts: made.drafts, texts: made.texts, people: made.people ?? [], value: made };
    };
    try {
      return await journal.submit<Outcome>((view): ReturnType<Decide<Outcome>> => {
        const outcome = answer(askerOf(view, request, known), request);
        return outcome.steps ? afterwards(outcome.steps, keeping) : keeping(outcome);
      });
    } finally {
      for (const id of mine) unkept.delete(id);
    }
  }

  return async (request: Request): Promise<Reply> => {
    const count = (outcome: RequestOutcome): void =>
      options.counted?.(commandName(request.words, demo), outcome);
    if (!journal.whole()) {
      count('failed');
      return { message: ledgerDamaged(), visibility: 'private' };
    }
    try {
      const { drafts, reply, papers = [], become } = await decided(request, await knownOf(request));
      count(drafts.length > 0 ? 'recorded' : reply.fieldErrors ? 'refused' : 'answered');
      if (become !== undefined) await people.rebind(request.account, become, now().toISOString());
      const given = papers.length > 0 ? await withPapers(handing, reply, papers) : reply;
      const message = await gallery.hang(given.message);
      await tokens.stored();
      return { ...given, message, ...(drafts.length > 0 && { recorded: true }) };
    } catch (error) {
      count('failed');
      const cause = error instanceof StoreFailed ? error.cause : error;
      log.error({ err: cause, platform: request.account.platform }, 'request failed');
      return { message: cause === error ? failed() : refusedBy(cause), visibility: 'private' };
    }
  };
}

const refusedBy = (cause: unknown): Message =>
  cause instanceof DamagedLedger ? ledgerDamaged() : isDoubtful(cause) ? storeDoubtful() : storeFailed();
