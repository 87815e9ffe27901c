import { type Ask, keepText, note, type Outcome, refuse, say } from '../ask.ts';
import { fold } from '../input/words.ts';
import { placeholderTexts, reportTemplate as texts } from '../texts/report-template.ts';
import type { ReportTemplate } from '../view/papers.ts';
import type { SentTemplate } from './sent-template.ts';

/** The form that reports are filled into besides the programme's own; null where there is none. */
export const templateOf = ({ view }: Pick<Ask, 'view'>): ReportTemplate | null =>
  view.templates.get('report') ?? null;

/** `informe plantilla` with a DOCX, `informe plantilla campos`, `informe plantilla quitar`. */
export function template(ask: Ask): Outcome {
  const said = fold(ask.tokens[0]?.text ?? '');
  if (ask.template) return take(ask, ask.template);
  if (said === 'campos') return say(texts.fields(placeholderTexts));
  if (said === 'quitar') return putAway(ask);
  const now = templateOf(ask);
  const text = (id: string | null) => (id === null ? null : ask.textOf(id));
  return say(texts.show(now && { name: text(now.name), unknown: text(now.unknown), on: now.on }));
}

/** How many placeholders that nothing stands for are named. */
const mostUnknown = 20;

function take(ask: Ask, sent: SentTemplate): Outcome {
  if (!sent.ok) return refuse(texts.refused(sent.name, sent.problem, sent.part));
  const { name, sha256, bytes, placeholders } = sent;
  const odd = sent.unknown
    .slice(0, mostUnknown)
    .map((u) => u.slice(0, 40))
    .join(', ');
  const unknown = odd === '' ? null : odd;
  const count = placeholders.filter((p) => p !== 'actividades').length;
  if (templateOf(ask)?.file === sha256) return say(texts.kept(name, count, unknown, false));
  const called = keepText(ask, name);
  const missing = unknown === null ? null : keepText(ask, unknown);
  const body = { file: sha256, name: called.ref, bytes, unknown: missing?.ref ?? null };
  const key = `template/${ask.view.head.seq + 1}`;
  const reply = texts.kept(name, count, unknown, true);
  return {
    ...note(ask, { kind: 'report.template', key, body }, reply),
    texts: [called.text, ...(missing ? [missing.text] : [])],
  };
}

function putAway(ask: Ask): Outcome {
  if (templateOf(ask) === null) return say(texts.gone());
  const body = { file: null, name: null, bytes: 0, unknown: null };
  const key = `template/${ask.view.head.seq + 1}`;
  return note(ask, { kind: 'report.template', key, body }, texts.gone());
}
