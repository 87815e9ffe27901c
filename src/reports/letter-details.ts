import { phrase, readWhen } from '../activities/when.ts';
import { type Ask, keepText, note, type Outcome, open, refuse, say } from '../ask.ts';
import type { Draft } from '../entry.ts';
import { legible } from '../input/clean.ts';
import { fold } from '../input/words.ts';
import type { FreeText } from '../ports/directory.ts';
import { reports as texts } from '../texts/report-chat.ts';
import { reportDetails } from '../texts/report-details.ts';
import { type Detail, details, letterheadOn } from './letterhead.ts';
import type { ReportType } from './types.ts';
import { named, typeOf } from './which.ts';

const words: Readonly<Record<string, Detail>> = { oficio: 'oficio', leyenda: 'legend', lugar: 'place' };
const longest: Readonly<Record<Detail, number>> = { oficio: 60, legend: 200, place: 100 };

/** `informe oficio trimestral 2 "CEI/012/2024"`, `informe leyenda "…" [FECHA]`, `informe lugar "…"`; without words a form. */
export function letterDetail(ask: Ask): Outcome {
  const [first, ...rest] = ask.tokens;
  const what = words[fold(first?.text ?? '')]!;
  const which = what === 'oficio' ? named(rest) : null;
  if (what === 'oficio' && which === null) return refuse(reportDetails.empty(what));
  const type = which && typeOf(which, ask);
  const given = which?.rest ?? rest;
  if (!ask.fields && given.length === 0) return open(reportDetails.one(what, type, nowHeld(ask, type)));
  const quoted = given.filter((t) => t.quoted);
  const when = readWhen({
    ...ask,
    tokens: quoted.length > 0 ? given.filter((t) => !t.quoted) : [],
    fields: null,
  });
  if (!when.ok) return when.outcome;
  const said = ask.fields ? (ask.fields[what] ?? '') : phrase(quoted.length > 0 ? quoted : given);
  return keep(ask, type, { [what]: said }, when.date);
}

/** `informe datos trimestral 2`: number, legend and place in one form. */
export function letterDetails(ask: Ask): Outcome {
  const which = named(ask.tokens);
  if (which === null) return refuse(texts.howToMake());
  const type = typeOf(which, ask);
  if (!ask.fields) return open(reportDetails.form(type, nowHeld(ask, type)));
  return keep(ask, type, ask.fields, ask.today);
}

const nowHeld = (ask: Ask, type: ReportType | null) =>
  letterheadOn(ask.view, ask.textOf, type?.period ?? '', ask.today);

/** Keeps what differs from what holds on that day; a form's empty field leaves all as it is. */
function keep(
  ask: Ask,
  type: ReportType | null,
  said: Readonly<Record<string, string | undefined>>,
  from: string,
): Outcome {
  const held = letterheadOn(ask.view, ask.textOf, type?.period ?? '', from);
  const given = details
    .map((what) => ({ what, value: legible(said[what] ?? '').slice(0, longest[what]) }))
    .filter(({ value }) => value !== '');
  if (given.length === 0) {
    const only = details.find((d) => said[d] !== undefined) ?? 'oficio';
    return refuse(reportDetails.empty(only), ask.fields ? only : undefined);
  }
  const fresh = given.filter(({ what, value }) => held[what] !== value);
  const drafts: Draft[] = [];
  const kept: FreeText[] = [];
  for (const [i, { what, value }] of fresh.entries()) {
    const { text, ref } = keepText(ask, value);
    const period = what === 'oficio' ? (type?.period ?? null) : null;
    const key = `letter/${what}/${period ?? from}/${ask.view.head.seq + 1 + i}`;
    const body = { what, period, text: ref };
    drafts.push(...note(ask, { kind: 'report.detail', key, body, on: from }, texts.how()).drafts);
    kept.push(text);
  }
  const items = fresh.map((d) => ({ ...d, from }));
  return { ...say(reportDetails.kept(items, type)), drafts, texts: kept };
}
