import type { FileFault } from '../evidence/types.ts';
import type { Message } from '../message.ts';
import type { Calendar, Programme } from '../programme/schema.ts';
import type { Post } from '../view/posts.ts';
import type { View } from '../view.ts';
import { type Target, toPerson } from './keys.ts';

/** All that decides what has to be said now. */
export interface Situation {
  /** The programme of today, or the newest that was in force. */
  readonly programme: Programme;
  readonly view: View;
  readonly now: Date;
  readonly general: readonly Target[];
  /** The committee's channels, or its secretary's chats where there is no channel. */
  readonly committee: readonly Target[];
  /** The secretary's personal chats, or the committee's channels where none can be reached. */
  readonly secretary: readonly Target[];
  /** How a person is reached; null while no platform knows them. */
  readonly reach: (person: string) => Target | null;
  /** A person's name, a dash where it was erased. */
  readonly nameOf: (person: string) => string;
  /** E-mail of somebody who asked to be added to the roster. */
  readonly label: (visitor: string) => string | null;
  /** What somebody wrote, by its id; null once it was erased. */
  readonly textOf: (id: string) => string | null;
  readonly upkeep?: Upkeep;
}

/** How the server that runs the bot stands, as far as somebody has to be told. */
export interface Upkeep {
  /** What is wrong with the backups; `lastOn` is the day of the newest whole one. */
  readonly backup: {
    readonly what: 'failed' | 'old';
    readonly why: string;
    readonly lastOn: string | null;
  } | null;
  /** Stored files that are missing or changed, by the number of the evidence that each is; null where all are whole. */
  readonly evidence: { readonly faults: readonly Pick<FileFault, 'what' | 'evidence'>[] } | null;
  readonly teamsSecretExpires: string | null;
}

/** A situation on the programme's own clock. */
export interface Local extends Situation {
  /** The programmes that run today: `programme`, and last year's in its tail. */
  readonly running: readonly Programme[];
  readonly today: string;
  /** `HH:MM` */
  readonly time: string;
  /** Whether people are at work today. */
  readonly working: boolean;
  readonly calendar: Calendar;
}

/** Something to say now. `post` is its key in the ledger: the claim that makes it single. */
export interface Due {
  readonly post: string;
  readonly to: Target;
  readonly message: Message;
  /** What it says, by whom it is said to, so that it is not said again. */
  readonly covers: readonly string[];
  /** It changes a message that was posted instead of posting one; without its id the platform is asked for it. */
  readonly edits?: { readonly post: string; readonly messageId: string | null };
}

/** A message said earlier whose content has changed. */
export interface Edit {
  readonly post: string;
  readonly to: Target;
  readonly messageId: string;
  readonly message: Message;
  readonly covers: readonly string[];
}

/** The change of a message that was said, where what it would say now has another first cover. */
export function changed(view: View, post: string, now: Pick<Edit, 'message' | 'covers'>): Edit[] {
  const said = view.posts.get(post);
  if (said?.status !== 'sent' || said.messageId === null || said.platform === null || said.to === null)
    return [];
  if (said.covers[0] === now.covers[0]) return [];
  const kind = toPerson(post) ? 'person' : 'channel';
  return [{ post, to: { platform: said.platform, kind, id: said.to }, messageId: said.messageId, ...now }];
}

/** Something to say to somebody who perhaps can't be reached yet. */
export interface Intent extends Omit<Due, 'to'> {
  readonly to: Target | null;
}

/** One kind of message: what of it has to be said now. */
export type Rule = (local: Local) => readonly Intent[];

/** A post as it is due at this moment, null where it is not (any more). */
export type Recheck = (local: Local) => (post: string) => Due | null;

const failures: readonly (Post['status'] | undefined)[] = ['refused', 'no-address'];

/** Whether a post certainly did not arrive. */
export const failed = (view: View, post: string | undefined): boolean =>
  post !== undefined && failures.includes(view.posts.get(post)?.status);

/** Whether something still has to be said: nothing said it, what was to say it failed, or is on its way. */
export function unheard(view: View, cover: string): boolean {
  const post = view.said.get(cover);
  return post === undefined || failed(view, post) || view.posts.get(post)?.status === 'claimed';
}

/** A post whose outcome nobody knows yet (the sender knows which claims are its own). */
export function unsettled(view: View, post: string): boolean {
  const status = view.posts.get(post)?.status;
  return status === undefined || status === 'planned' || status === 'claimed';
}
