import { evidenceOfActivity } from '../evidence/items.ts';
import type { Programme } from '../programme/schema.ts';
import type { View } from '../view.ts';
import type { EvidenceFile } from './bundle.ts';
import type { Span } from './types.ts';

interface Input {
  readonly programme: Programme;
  readonly view: View;
  readonly span: Span;
  /** What somebody wrote, by its id; null once it was erased. */
  readonly textOf: (id: string) => string | null;
}

/** The evidence of a report's time, activity by activity. */
export function evidenceFiles({ programme, view, span, textOf }: Input): EvidenceFile[] {
  return programme.activities.flatMap((activity) =>
    evidenceOfActivity(view, programme, activity)
      .filter((e) => e.occurredOn >= span.from && e.occurredOn <= span.cut)
      .map((e): EvidenceFile => {
        const name = (e.name && textOf(e.name)) || e.id;
        const link = e.link === null ? null : textOf(e.link);
        const { file: sha256, bytes: size } = e;
        return {
          id: e.id,
          activity: activity.number,
          title: (e.note && textOf(e.note)) || name,
          occurredOn: e.occurredOn,
          ...(link !== null && { link }),
          ...(sha256 !== null && { file: { name, size, sha256 } }),
        };
      }),
  );
}
