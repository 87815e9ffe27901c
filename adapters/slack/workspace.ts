import type { Logger } from 'pino';
import type { Message } from '../../src/message.ts';
import type { Chat, SendingLimits } from '../../src/ports/chat.ts';
import type { Address } from '../../src/ports/directory.ts';
import type { Attachment, Bot } from '../../src/request.ts';
import { createChat } from './chat.ts';
import { createClient, type Reach } from './client.ts';
import { createFileSource, type FileSource } from './files.ts';
import { uploadFiles } from './hand-over.ts';
import { createInbound, type Inbound } from './inbound.ts';
import { createPeople, type People } from './people.ts';
import { createPictures } from './pictures.ts';
import { createPoster, type Poster } from './poster.ts';
import { createTeamSource, type TeamSource } from './team.ts';

/** The app in one workspace: everything there is said and asked by that workspace's own token. */
export interface Workspace {
  /** Its id where the configuration names it; otherwise Slack tells. */
  readonly named: string | null;
  readonly team: TeamSource;
  readonly poster: Poster;
  readonly inbound: Inbound;
  readonly people: People;
  readonly chat: Chat;
  readonly files: FileSource;
  /** Uploads files to a person's direct message; gives what to say where that failed. */
  upload(user: string, files: readonly Attachment[]): Promise<Message | null>;
}

export interface WorkspaceOptions {
  readonly botToken: string;
  readonly team: string | null;
  readonly reach: Reach;
  readonly bot: Bot;
  readonly saveAddress: (address: Address) => Promise<void>;
  readonly picture?: (sha256: string) => Promise<AsyncIterable<Uint8Array> | null>;
  readonly log: Logger;
  readonly now: () => number;
  readonly pace: number;
  readonly limits?: SendingLimits;
}

export const answerTimeoutMs = 10_000;
const lookUpTimeoutMs = 1500;
const uploadTimeoutMs = 60_000;
const connectTimeoutMs = 5000;

/** Asks nothing of Slack yet. */
export function createWorkspace(options: WorkspaceOptions): Workspace {
  const { botToken, team: named, reach, bot, saveAddress, picture, log, now, pace } = options;
  const limits = options.limits && { limits: options.limits };
  const lookUps = createClient(botToken, reach, log, lookUpTimeoutMs);
  const client = createClient(botToken, reach, log, answerTimeoutMs);
  const team = createTeamSource(createClient(botToken, reach, log, connectTimeoutMs), log, now, named);
  const people = createPeople(lookUps, client, team, log, now, named);
  const uploader = createClient(botToken, reach, log, uploadTimeoutMs);
  const prepare = picture && createPictures(uploader, picture, log);
  const poster = createPoster(client, reach, answerTimeoutMs, prepare);
  // What goes out by itself has a client of its own: answers never wait behind it.
  const outward = createClient(botToken, reach, log, answerTimeoutMs);
  const sender = createPoster(outward, reach, answerTimeoutMs, prepare);
  return {
    named,
    team,
    poster,
    people,
    inbound: createInbound({ bot, people, team, poster, saveAddress, log }),
    chat: createChat({ client: outward, poster: sender, team, log, now, pace, ...limits }),
    files: createFileSource(botToken, reach),
    upload: (user, given) => uploadFiles(uploader, user, given, log),
  };
}
