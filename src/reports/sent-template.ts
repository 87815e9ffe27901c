import { cleanName } from '../evidence/name.ts';
import { bytesOf } from '../evidence/received.ts';
import type { Press } from '../papers/paper.ts';
import type { Files } from '../ports/files.ts';
import type { SentFile } from '../request.ts';
import { type TemplateError, templateLimits } from './types.ts';

/** A template that somebody sent: stored, or why it is not. */
export type SentTemplate =
  | {
      readonly ok: true;
      readonly name: string;
      readonly sha256: string;
      readonly bytes: number;
      readonly placeholders: readonly string[];
      readonly unknown: readonly string[];
    }
  | {
      readonly ok: false;
      readonly name: string;
      readonly problem: TemplateError['problem'] | 'lost';
      readonly part: string | null;
    };

/** Fetches what is to be a template within the limit, has it looked at, and stores it where it can serve. */
export async function receiveTemplate(
  {
    files,
    committee,
    press,
  }: { readonly files: Files; readonly committee: string; readonly press: Pick<Press, 'inspect'> },
  file: SentFile,
): Promise<SentTemplate> {
  const name = cleanName(file.name, 'docx');
  const bytes = await bytesOf(file, templateLimits.packed);
  if (!(bytes instanceof Uint8Array))
    return { ok: false, name, problem: bytes === 'too-big' ? 'too-big' : 'lost', part: null };
  const looked = await press.inspect(bytes);
  if (!looked.ok) return { ok: false, name, ...looked.error };
  const stored = await files.put(committee, bytes);
  return { ...looked, ...stored, name };
}
