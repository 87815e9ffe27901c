import type { Logger } from 'pino';
import type { BoardLinks } from '../board/passes.ts';
import type { NamedChannels } from '../channels.ts';
import type { Upkeep } from '../due/situation.ts';
import type { FileLinks } from '../evidence/links.ts';
import type { Paces } from '../outbox/pace.ts';
import type { Press } from '../papers/paper.ts';
import type { Gallery } from '../pictures/gallery.ts';
import type { Directory } from '../ports/directory.ts';
import type { Files } from '../ports/files.ts';
import type { Ledger } from '../ports/ledger.ts';
import type { RequestOutcome } from '../ports/metrics.ts';
import type { ReadTable } from '../ports/tables.ts';
import type { Tokens } from '../ports/tokens.ts';
import type { Programme } from '../programme/schema.ts';
import type { Request } from '../request.ts';
import type { View } from '../view.ts';

export interface BotOptions {
  readonly ledger: Ledger;
  readonly directory: Directory;
  readonly files: Files;
  /** What links, sessions and tables on their way lie under. */
  readonly tokens: Tokens;
  /** Makes links to stored files; null where nobody reaches the bot's address. */
  readonly links?: FileLinks | null;
  /** Makes links to the board; null where nobody reaches the bot's address. */
  readonly boardLinks?: BoardLinks | null;
  /** Makes the documents that answers order. */
  readonly press: Press;
  /** Draws the pictures of what is answered. */
  readonly gallery: Pick<Gallery, 'hang'>;
  /** Reads tables that people send. */
  readonly readTable: ReadTable;
  readonly programme: Programme;
  /** SHA-256 of the programme's file: every change of it is an entry. */
  readonly programmeHash: string;
  /** E-mails that hold the secretary's role whenever no secretary is in office. */
  readonly admins: readonly string[];
  /** Channels that the environment names. */
  readonly channels: NamedChannels;
  /** The programme's clock. */
  readonly now: () => Date;
  /** Real time in ms, for retries. */
  readonly clock: () => number;
  /** How fast each platform is asked; shared by bots that speak through the same connection. */
  readonly paces?: Paces;
  /** Does something later, in ms of `clock`. */
  readonly later?: (ms: number, run: () => void) => void;
  readonly fresh: () => string;
  readonly log: Logger;
  readonly demo: boolean;
  /** Whether no other process writes this ledger (a lock keeps others out): what a crash left is then settled at once. */
  readonly alone?: boolean;
  /** How long another process's claim is left alone, where that is not the usual time. */
  readonly leaseMs?: number;
  readonly from?: View;
  /** Told what became of each request. */
  readonly counted?: (command: string, outcome: RequestOutcome) => void;
  /** Which other committee of the deployment a request's channel is of. */
  readonly channelTakenBy?: (request: Request) => string | null;
  /** How the server stands. */
  readonly upkeep?: () => Upkeep;
  readonly appended?: (view: View) => void;
  readonly read?: (view: View) => Promise<void> | undefined;
  readonly anew?: () => View;
}
