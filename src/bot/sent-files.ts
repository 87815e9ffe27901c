import { mayBringTable, mayBringTemplate, mayKeepFiles } from '../answer.ts';
import { deniedFiles, type Receive, type Received } from '../evidence/received.ts';
import type { Press } from '../papers/paper.ts';
import type { Files } from '../ports/files.ts';
import { receiveTemplate, type SentTemplate } from '../reports/sent-template.ts';
import type { Request } from '../request.ts';
import { awaitedSheet } from '../sheets/scans.ts';
import { isTable, type Upload, type Uploads } from '../uploads.ts';
import type { View } from '../view.ts';
import type { Who } from '../who.ts';

interface Options {
  readonly uploads: Uploads;
  readonly receive: Receive;
  readonly files: Files;
  readonly committee: string;
  readonly press: Pick<Press, 'inspect'>;
  readonly view: () => View;
  /** The programme's clock. */
  readonly now: () => Date;
}

/** What became of the files that came with a request. */
export interface SentFiles {
  readonly sent: Received | null;
  readonly upload: Upload | null;
  readonly template: SentTemplate | null;
}

const none: SentFiles = { sent: null, upload: null, template: null };

/**
 * Only files of those who keep evidence are fetched at all, and none that comes with what looks like a complaint. A table
 * for a command that takes one is read and not stored; a template is looked at before it is.
 */
export function createSentFiles(options: Options) {
  const { uploads, receive, files, committee, press, view, now } = options;
  return async ({ words, files: all = [] }: Request, who: Who): Promise<SentFiles> => {
    if (all.length === 0) return none;
    const table = who.id !== null && mayBringTable(who, words) ? all.find(isTable) : undefined;
    const upload = table ? await uploads.take(table, who.id!) : null;
    const form = mayBringTemplate(who, words) ? all[0] : undefined;
    const template = form ? await receiveTemplate({ files, committee, press }, form) : null;
    const rest = all.filter((file) => file !== table && file !== form);
    const awaited = awaitedSheet(view(), who.id, now()) !== null;
    const sent =
      rest.length === 0 ? null : mayKeepFiles(who, words, awaited) ? await receive(rest) : deniedFiles;
    return { sent, upload, template };
  };
}
