import type { Logger } from 'pino';
import type { FileLinks } from '../evidence/links.ts';
import type { Files } from '../ports.ts';
import { bundleStream } from '../reports/bundle.ts';
import type { Attachment } from '../request.ts';
import { addendumFilesTexts } from '../texts/addendum.ts';
import { bundleTexts } from '../texts/report-papers.ts';
import type { Paper, Press, Printed } from './paper.ts';

export interface HandingOut {
  readonly press: Press;
  readonly files: Files;
  readonly committee: string;
  /** Null where nobody reaches the bot's address. */
  readonly links: FileLinks | null;
  readonly log: Logger;
}

/** The papers of an answer as files to hand over; null where one could not be made, which is logged. */
export async function handOut(
  { press, files, committee, links, log }: HandingOut,
  papers: readonly Paper[],
): Promise<Attachment[] | null> {
  const attachments: Attachment[] = [];
  try {
    for (const paper of papers) {
      const printed = await press.print(await whole(paper));
      attachments.push(...printed.map(asAttachment));
      if ('evidence' in paper) attachments.push(bundled(paper, printed));
    }
    return attachments;
  } catch (error) {
    log.error({ err: error, papers: papers.map((p) => p.type) }, 'a document could not be made');
    return null;
  }

  /** A report's template with its bytes: whoever prints has no store. */
  async function whole(paper: Paper): Promise<Paper> {
    if (paper.type !== 'report' || !paper.template) return paper;
    const { sha256 } = paper.template;
    const stored = await files.open(committee, sha256);
    if (stored === null) throw new Error('the template is gone');
    const chunks: Uint8Array[] = [];
    for await (const chunk of stored) chunks.push(chunk);
    return { ...paper, template: { sha256, bytes: Buffer.concat(chunks) } };
  }

  function asAttachment({ name, mediaType, bytes }: Printed): Attachment {
    const open = async () => once(bytes);
    return {
      name,
      mediaType,
      bytes: bytes.length,
      open,
      link: links?.offer({ name, mediaType, open }, bytes.length) ?? null,
    };
  }

  /** Everything of a report or an addendum with its evidence; made anew each time that it is opened, so that memory never holds it. */
  function bundled(
    paper: Extract<Paper, { type: 'report' | 'addendum' }>,
    printed: readonly Printed[],
  ): Attachment {
    const { evidence, at } = paper;
    const data = paper.type === 'report' ? paper.data : paper.data.data;
    const name =
      paper.type === 'report'
        ? bundleTexts.names.zip(data.type.period)
        : addendumFilesTexts.zip(data.type.period);
    const mediaType = 'application/zip';
    const documents = printed.map((p) => ({ name: p.name, bytes: Buffer.from(p.bytes) }));
    const open = async () =>
      bundleStream({
        ...{ data, evidence, files: documents, at: new Date(at) },
        open: (sha256) => files.open(committee, sha256),
      });
    const held = printed.reduce((sum, p) => sum + p.bytes.length, 0);
    const size = held + evidence.reduce((sum, e) => sum + (e.file?.size ?? 0), 0);
    return {
      name,
      mediaType,
      bytes: null,
      about: size,
      open,
      link: links?.offer({ name, mediaType, open }, 0) ?? null,
    };
  }
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes;
}
