import type { Logger } from 'pino';
import type { FileLinks } from '../evidence/links.ts';
import type { Files } from '../ports/files.ts';
import { bundleStream } from '../reports/bundle.ts';
import type { Attachment, Reply } from '../request.ts';
import { addendumFilesTexts } from '../texts/addendum.ts';
import { withNote } from '../texts/common.ts';
import { notPrinted } from '../texts/papers.ts';
import { bundleTexts } from '../texts/report-papers.ts';
import { once } from './linked.ts';
import type { Paper, Press, Printed } from './paper.ts';

export interface HandingOut {
  readonly press: Pick<Press, 'print'>;
  readonly files: Pick<Files, 'open'>;
  readonly committee: string;
  /** Null where nobody reaches the bot's address. */
  readonly links: FileLinks | null;
  readonly log: Logger;
}

/** A document to hand over, and the token of its link. */
interface Handed {
  readonly attachment: Attachment;
  readonly token: string | null;
}

/** An answer with the papers that it ordered; it says so where these could not be made. */
export async function withPapers(
  handing: HandingOut,
  reply: Reply,
  papers: readonly Paper[],
): Promise<Reply> {
  const attachments = await handOut(handing, papers);
  return attachments ? { ...reply, attachments } : { ...reply, message: withNote(reply.message, notPrinted) };
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
      const handed = printed.map(asAttachment);
      attachments.push(...handed.map((h) => h.attachment));
      if ('evidence' in paper)
        attachments.push(
          bundled(
            paper,
            printed,
            handed.map((h) => h.token),
          ),
        );
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

  function asAttachment({ name, mediaType, bytes }: Printed): Handed {
    const link = links?.offer({ form: 'printed', name, mediaType }, bytes) ?? null;
    const attachment = { name, mediaType, bytes: bytes.length, open: async () => once(bytes) };
    return { attachment: { ...attachment, link: link?.url ?? null }, token: link?.token ?? null };
  }

  /** Everything of a report or an addendum with its evidence; made anew each time that it is opened, so that memory never holds it. */
  function bundled(
    paper: Extract<Paper, { type: 'report' | 'addendum' }>,
    printed: readonly Printed[],
    tokens: readonly (string | null)[],
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
    const about = held + evidence.reduce((sum, e) => sum + (e.file?.size ?? 0), 0);
    const linked = printed.map((p, n) => ({ name: p.name, token: tokens[n] ?? '' }));
    const link = links?.offer({ form: 'bundle', name, mediaType, data, evidence, at, documents: linked });
    return { name, mediaType, bytes: null, about, open, link: link?.url ?? null };
  }
}
