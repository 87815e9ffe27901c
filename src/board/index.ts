import type { Logger } from 'pino';
import { localDate } from '../calendar.ts';
import { type Entry, sha256 } from '../entry.ts';
import { listed } from '../evidence/show.ts';
import type { Journal } from '../journal.ts';
import { handOut } from '../papers/hand-out.ts';
import { mediaTypeOf } from '../papers/media.ts';
import type { Press } from '../papers/paper.ts';
import type { PeopleBook } from '../people.ts';
import type { Gallery } from '../pictures/gallery.ts';
import type { Drawing } from '../pictures/layout.ts';
import type { Board, BoardFile, Vouched } from '../ports/board.ts';
import type { BoardAddress, BoardPage, BoardReader } from '../ports/board-pages.ts';
import type { Files } from '../ports/files.ts';
import type { Programme } from '../programme/schema.ts';
import { currentProgramme } from '../programme/versions.ts';
import { inPieces, inTurns, isSteps } from '../steps.ts';
import { boardTexts as texts } from '../texts/board.ts';
import { boardPages } from '../texts/board-pages.ts';
import { unitOn } from '../view/roster.ts';
import { whoIs } from '../who.ts';
import { activityPage, type BoardScope, missingPage, recordsPage } from './activity.ts';
import { calendarPage } from './calendar.ts';
import { deliveriesPage } from './deliveries.ts';
import { exportOf, exportsPage, folioLines, foliosFile, ledgerFile } from './exports.ts';
import { type LedgerCheck, ledgerPage } from './ledger.ts';
import { createMaking } from './making.ts';
import { overviewPage } from './overview.ts';
import type { BoardPasses } from './passes.ts';
import { reportPaper } from './reports.ts';
import { isWithheld } from './withheld.ts';

export interface BoardOptions {
  readonly journal: Pick<Journal, 'view'>;
  readonly people: Pick<PeopleBook, 'people' | 'textOf' | 'reach' | 'identify'>;
  /** E-mails that hold the secretary's role whenever no secretary is in office. */
  readonly admins: readonly string[];
  /** The programme that the bot runs with; its versions are in the ledger. */
  readonly programme: Programme;
  readonly passes: BoardPasses;
  readonly gallery: Pick<Gallery, 'hang'>;
  readonly press: Pick<Press, 'print'>;
  readonly files: Pick<Files, 'open'>;
  /** The programme's clock. */
  readonly now: () => Date;
  /** The last check of the whole ledger, and a new one. */
  readonly lastCheck: () => LedgerCheck | null;
  readonly checkNow: () => Promise<void>;
  /** The whole ledger with what proves it, as a ZIP. */
  readonly ledgerZip: (isWithheld?: (entry: Entry) => boolean) => Promise<AsyncIterable<Uint8Array>>;
  readonly log: Logger;
}

/** Pages that are kept while the ledger stands as it is. */
const mostKept = 200;

/** Documents wait for each other and for those of the chat; those of the board never fill the line. */
const documents = { atOnce: 3, most: 6 };

/** The committee's board over the bot's view. A page is worked out once for each state of the ledger, day and kind of reader. */
export function createBoard(options: BoardOptions): Board {
  const { journal, people, programme, passes, press, files, log } = options;
  const committee = programme.committee.id;
  let kept = new Map<string, Promise<BoardPage | null>>();
  let keptAt: readonly unknown[] = [];
  const making = createMaking<readonly BoardFile[]>(documents);
  /** Downloads of the whole ledger under way: each lies on the disk meanwhile. */
  let ledgers = 0;
  const today = () => localDate(options.now(), programme.timeZone);

  const inForce = () => currentProgramme(journal.view(), programme, today());
  const scopeOf = (reader: BoardReader['kind']): BoardScope => ({
    programme: inForce(),
    view: journal.view(),
    asOf: today(),
    people: people.people(),
    textOf: people.textOf,
    reach: people.reach,
    reader,
  });

  function auditOf(token: string): string | null {
    const hash = sha256(token);
    for (const [audit, known] of journal.view().audits.entries())
      if (known.token === hash && may({ kind: 'audit', audit })) return audit;
    return null;
  }

  function may(reader: BoardReader): boolean {
    const view = journal.view();
    if (reader.kind === 'audit') {
      const known = view.audits.get(reader.audit);
      return known !== undefined && known.revokedOn === null && today() <= known.until;
    }
    const person = people.people().byId(reader.person);
    return whoIs(view, person, reader.admin, today()).levels.has('committee');
  }

  /** Small counts are the secretary's, on the board as in chat. */
  const seesAll = (reader: BoardReader): boolean =>
    reader.kind === 'committee' &&
    whoIs(journal.view(), people.people().byId(reader.person), reader.admin, today()).levels.has('secretary');

  async function recognise({ emails, ...account }: Vouched): Promise<BoardReader | null> {
    const active = (id: string) => unitOn(journal.view(), id, today()) !== null;
    const { person } = await people.identify({ account, emails, guest: false }, active);
    if (!person) return null;
    const mails = [...emails, person.email ?? ''].map((mail) => mail.toLowerCase());
    const named = options.admins.some((mail) => mails.includes(mail.toLowerCase()));
    const byOffice: BoardReader = { kind: 'committee', person: person.id, admin: false };
    const byName: BoardReader = { ...byOffice, admin: true };
    return may(byOffice) ? byOffice : named && may(byName) ? byName : null;
  }

  async function pictureOf(drawing: Drawing): Promise<string | null> {
    const message = { summary: '-', blocks: [{ type: 'drawing' as const, drawing, alt: '-' }] };
    const [block] = (await options.gallery.hang(message)).blocks;
    return block?.type === 'image' ? (block.sha256 ?? null) : null;
  }

  async function content(scope: BoardScope, address: BoardAddress) {
    const { activities } = scope.programme;
    const activity = 'number' in address ? activities.find((a) => a.number === address.number) : undefined;
    switch (address.page) {
      case 'overview':
        return overviewPage(scope, scope.reader);
      case 'calendar':
        return calendarPage(scope);
      case 'deliveries':
        return deliveriesPage(scope, scope.people, scope.reader);
      case 'ledger':
        return ledgerPage(scope, options.lastCheck(), scope.reader);
      case 'exports':
        return exportsPage(scope);
      case 'records':
        return activity ? recordsPage(scope, activity, address.month, address.sheet) : null;
      case 'missing':
        return activity ? missingPage(scope, activity, address.unit) : null;
      case 'activity': {
        if (!activity) return null;
        const { page, pace, cards } = activityPage(scope, activity);
        const [charts, drawn] = await Promise.all([
          Promise.all(pace.map(pictureOf)),
          Promise.all(cards.map((c) => pictureOf(c.drawing))),
        ]);
        const [wide, narrow] = charts;
        return {
          ...page,
          pace: page.pace && { ...page.pace, pictures: wide && narrow ? { wide, narrow } : null },
          cards: cards.flatMap(({ caption, alt }, i) => {
            const card = drawn[i];
            return card ? [{ caption, alt, picture: card }] : [];
          }),
        };
      }
    }
  }

  async function make(reader: BoardReader['kind'], address: BoardAddress): Promise<BoardPage | null> {
    const scope = scopeOf(reader);
    const page = await content(scope, address);
    if (page === null) return null;
    const { name, institution } = scope.programme.committee;
    return {
      title: boardPages.titleOf(page),
      programme: scope.programme.title,
      committee: name,
      institution,
      asOf: texts.asOf(scope.asOf),
      reader,
      ...page,
    };
  }

  /** What a reader can take away, made apart; kept while nothing changes, so that who asks often gets the same one. */
  function documentOf(reader: BoardReader, name: string) {
    const scope = scopeOf(reader.kind);
    const table = exportOf(scope, name);
    const ordered = table
      ? { key: JSON.stringify([name, reader.kind]), paper: table }
      : reportPaper(scope, name, { exact: seesAll(reader), now: options.now() });
    if (!ordered) return null;
    fresh();
    return (
      making.make(ordered.key, async () => {
        const paper = ordered.paper();
        const made = await handOut({ press, files, committee, links: null, log }, [
          isSteps(paper) ? await inTurns(paper) : paper,
        ]);
        if (made === null) throw new Error(`${name} could not be made`);
        return made;
      }) ?? 'busy'
    );
  }

  /** The ledger, of which the secretary alone gets all. */
  function ledgerOf(reader: BoardReader): BoardFile | 'busy' {
    if (ledgers >= documents.atOnce) return 'busy';
    async function* bytes(): AsyncGenerator<Uint8Array> {
      ledgers += 1;
      try {
        yield* await options.ledgerZip(seesAll(reader) ? undefined : isWithheld);
      } finally {
        ledgers -= 1;
      }
    }
    return { name: ledgerFile, mediaType: mediaTypeOf(ledgerFile), open: async () => bytes() };
  }

  /** Drops what was kept of another state: another entry, day, directory or check. */
  function fresh(): Map<string, Promise<BoardPage | null>> {
    const { seq, hash } = journal.view().head;
    const state = [seq, hash, today(), people.people(), options.lastCheck()];
    const changed = state.some((part, i) => part !== keptAt[i]);
    if (changed || kept.size > mostKept) kept = new Map();
    if (changed) making.drop();
    keptAt = state;
    return kept;
  }

  async function evidenceFile(reader: BoardReader, id: string): Promise<BoardFile | null> {
    const scope = scopeOf(reader.kind);
    const known = scope.view.evidence.get(id);
    if (reader.kind !== 'committee' || !known || known.removedOn !== null) return null;
    if (known.file === null || known.type === null) return null;
    const name = listed(scope, known).name ?? `${id}.${known.type}`;
    const stored = await files.open(committee, known.file);
    return stored && { name, mediaType: mediaTypeOf(`x.${known.type}`), open: async () => stored };
  }

  return {
    look: async (token) =>
      (await passes.holds(token)) ? 'committee' : auditOf(token) === null ? null : 'audit',
    async enter(token) {
      const holder = await passes.spend(token);
      if (holder) return { kind: 'committee', ...holder };
      const audit = auditOf(token);
      return audit === null ? null : { kind: 'audit', audit };
    },
    recognise,
    may,
    page(reader, address) {
      const pages = fresh();
      const key = JSON.stringify([reader.kind, address]);
      const known = pages.get(key) ?? make(reader.kind, address);
      pages.set(key, known);
      known.catch(() => pages.delete(key));
      return known;
    },
    async file(reader, name) {
      if (name === ledgerFile) return ledgerOf(reader);
      if (name === foliosFile)
        return {
          name,
          mediaType: 'text/csv; charset=utf-8',
          open: async () => inPieces(folioLines(scopeOf(reader.kind))),
        };
      const made = documentOf(reader, name);
      if (made === 'busy') return made;
      if (made === null) return evidenceFile(reader, name);
      return (await made).find((file) => file.name === name) ?? null;
    },
    check: async (reader) => {
      if (reader.kind === 'committee') await options.checkNow();
    },
  };
}
