import type { Form, Message } from './message.ts';
import type { AccountId, Address } from './ports/directory.ts';

/** Whom a platform tells of without their having said anything, and how they are written to. */
export interface Met extends Pick<Request, 'account' | 'emails'> {
  readonly address: Address;
}

/** A file that somebody sent with their words; nothing of it is fetched until it is opened. */
export interface SentFile {
  readonly name: string;
  /** As the platform says; null where it does not. */
  readonly bytes: number | null;
  /** Its bytes in pieces. Throws where it can't be fetched, at once or on the way. */
  open(): Promise<AsyncIterable<Uint8Array>>;
}

/** What somebody asked for, in words or by a form that stands for words. Adapters make it; SDK types end there. */
export interface Request {
  readonly account: AccountId;
  /** E-mails or UPN that the platform vouches for; empty for guests. */
  readonly emails: readonly string[];
  /** Guests, bots and people of other workspaces or tenants never meet an employee. */
  readonly guest: boolean;
  /** The platform did not say who it is just now: whoever is not known already is neither on the plantilla nor off it. */
  readonly unverified?: true;
  /** The workspace or tenant in which it was said, where that is not the account's own. */
  readonly home?: string;
  /** `direct`: only the person reads it. `channel`: a mention that others read. */
  readonly where: 'direct' | 'channel';
  /** Channel or conversation id where it was said, null in a direct message. */
  readonly channel: string | null;
  readonly words: string;
  /** A submitted form's values by field id. */
  readonly fields?: Readonly<Record<string, string>>;
  /** The pressed button's or form's nonce. */
  readonly nonce?: string;
  /** Files that came with the words. */
  readonly files?: readonly SentFile[];
  /** True where the platform can open a dialog now (Slack: a trigger came along). */
  readonly canOpen: boolean;
}

/** A file that goes with an answer. */
export interface Attachment {
  readonly name: string;
  readonly mediaType: string;
  /** Null where it is known only once it is made. */
  readonly bytes: number | null;
  /** Roughly how many, where `bytes` is null. */
  readonly about?: number;
  /** Its bytes in pieces, from the beginning each time. */
  open(): Promise<AsyncIterable<Uint8Array>>;
  /** Address under which it can be fetched for a day; null where nobody reaches the bot's. */
  readonly link: string | null;
}

/** What the person is answered. One message; `open` instead of it where a dialog can open now. */
export interface Reply {
  readonly message: Message;
  /** `public` only for what may be read by everybody in a channel. */
  readonly visibility: 'private' | 'public';
  readonly open?: Form;
  /** Files that go with the message: as files where the platform takes them, otherwise by their links. */
  readonly attachments?: readonly Attachment[];
  /** Something was recorded: what else shows the person's state is of yesterday. */
  readonly recorded?: true;
  /** Errors by field id, for a submitted form to show beside its fields. */
  readonly fieldErrors?: Readonly<Record<string, string>>;
}

/** What adapters call. It never throws: what was not expected is logged once and answered as "nothing was recorded". */
export interface Bot {
  handle(request: Request): Promise<Reply>;
  /** The person's own page, for Slack's App Home and Teams' personal card. */
  home(request: Request): Promise<Message>;
}
