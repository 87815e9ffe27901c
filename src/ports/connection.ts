import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Chat } from './chat.ts';

/** A platform that is on: the bot's one HTTP server hands it the requests of its path. */
export interface Connection {
  readonly chat: Chat;
  /** The chat of one of its workspaces, where each is spoken to by a token of its own; null where there is none. */
  chatIn?(home: string): Chat | null;
  /** Path of the one HTTP server that belongs to it, for example `/slack/events`. */
  readonly path: string;
  handle(request: IncomingMessage, response: ServerResponse): void;
  /** For /readyz and doctor; `detail` is English, without secrets. */
  state(): { readonly ok: boolean; readonly detail: string; readonly advisory?: boolean };
  /** Stops taking requests and resolves when the running ones are answered. */
  stop(): Promise<void>;
}
