import type { Body } from '../entry.ts';
import type { FileType } from '../evidence/types.ts';
import type { Account, Address, Person } from '../ports/directory.ts';
import type { Office, Sheet, Stint } from '../view/shapes.ts';

/** Why a file may still name somebody who is forgotten. */
export type Why = 'content' | 'name' | 'theirs' | 'sent' | 'unreadable';

export interface RemainingFile {
  /** Number of the evidence; null for a file that was sent and belongs to nothing. */
  readonly id: string | null;
  readonly name: string | null;
  readonly type: FileType;
  readonly sha256: string;
  readonly why: Why;
}

/** What outlives an erasure: outside the software's reach, or not to be changed. */
export interface Remains {
  readonly sheets: readonly Pick<Sheet, 'sheet' | 'unit' | 'activity' | 'on'>[];
  readonly files: readonly RemainingFile[];
  /** Folios of reports that were sent while the person was on the roster: their annex names them. */
  readonly reports: readonly string[];
  /** Entries of the ledger with words that name the person: it can't be rewritten. */
  readonly entries: readonly { readonly seq: number; readonly folio: string | null; readonly text: string }[];
  /** Texts that may mean the person: somebody must look. */
  readonly doubtful: readonly string[];
}

/** How somebody stands in an entry: it is about them, they did it, or it names them among others. */
export type Standing = 'subject' | 'actor' | 'named';

/** A fact of the ledger as the person whom it concerns is told it; other people in it are not told apart. */
export interface DossierEntry {
  readonly seq: number;
  readonly kind: string;
  readonly folio: string | null;
  readonly occurredOn: string;
  readonly recordedAt: string;
  /** Its date in the programme's time zone. */
  readonly recordedOn: string;
  readonly platform: string;
  /** Who recorded it. */
  readonly by: 'self' | 'somebody' | 'server' | 'bot';
  readonly as: readonly Standing[];
  readonly body: Body;
  /** Free texts that hang on it, by field; null once they were erased. */
  readonly texts: Readonly<Record<string, string | null>>;
  /** Folio of the record that voided it. */
  readonly voidedBy: string | null;
}

/** All that is stored about a person. */
export interface Dossier {
  readonly format: 'pat-personal-data/1';
  readonly committee: string;
  readonly institution: string;
  readonly programme: string;
  /** Day and instant of the copy. */
  readonly asOf: string;
  readonly generatedAt: string;
  readonly privacyNotice: { readonly text: string; readonly url: string | null };
  readonly person: Person;
  readonly roster: readonly Stint[];
  readonly offices: readonly Omit<Office, 'standsFor'>[];
  readonly absentUntil: string | null;
  readonly accounts: readonly (Account & { readonly boundOn: string })[];
  readonly addresses: readonly Address[];
  /** Facts about them and what they did, in the order recorded. */
  readonly entries: readonly DossierEntry[];
  /** Messages that the bot sent them, or wanted to. */
  readonly messages: readonly {
    readonly post: string;
    readonly status: string;
    readonly platform: string | null;
    readonly on: string;
  }[];
  readonly files: readonly {
    readonly evidence: string | null;
    readonly name: string | null;
    readonly type: FileType;
    readonly bytes: number;
    readonly sha256: string;
    readonly recordedAt: string | null;
  }[];
}
