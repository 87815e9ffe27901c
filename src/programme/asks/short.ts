import { type Ask, type Outcome, refuse } from '../../ask.ts';
import { legible } from '../../input/clean.ts';
import { takeDate } from '../../input/extract.ts';
import { fold, type Token } from '../../input/words.ts';
import { later } from '../../owed.ts';
import { notAllowed } from '../../texts/common.ts';
import { differenceLine, tableTexts as texts } from '../../texts/programme-changes.ts';
import { scopeWords } from '../../texts/programme-tables.ts';
import { yearDrafts } from '../../texts/programme-years.ts';
import type { Calendar, Programme } from '../schema.ts';
import { addressees } from '../tables/addressees.ts';
import { days, withDays } from '../tables/days.ts';
import { documents, isLink } from '../tables/documents.ts';
import { differences, type Section } from '../tables/table.ts';
import { type Edited, keep } from './keep.ts';

/** Keeps a change of one row that needs no decision of a session; what was confirmed of the rest stays so. */
function put(
  ask: Ask,
  edited: Edited,
  section: Section,
  change: (p: Programme) => Programme,
  said: string | null = null,
): Outcome {
  const by = { by: yearDrafts.secretary, on: ask.today };
  const decision = {
    from: later(ask.today, `${edited.programme.year}-01-01`),
    session: null,
    agreement: null,
  };
  const lines = differences(section, edited.programme, change(edited.programme)).map(differenceLine);
  return keep(ask, edited, decision, lines, {
    of: section.of,
    change: (p) => section.confirm(change(p), by),
    ...(said !== null && { note: said }),
  });
}

/** `programa destinatario 2024-09-13 "Nombre" "Cargo" "Dependencia"`: to whom reports go from a day on. */
export function addressee(ask: Ask, edited: Edited, words: readonly Token[]): Outcome {
  if (!ask.who.levels.has('secretary')) return refuse(notAllowed('programa destinatario', 'secretary'));
  const quoted = words.filter((t) => t.quoted).map((t) => legible(t.text).slice(0, 200));
  const { date, rest } = takeDate(
    words.filter((t) => !t.quoted),
    ask.today,
  );
  const [name, post, office] = quoted;
  const odd = rest.some((t) => !/^(desde|a|el)$/.test(fold(t.text)));
  if (date === null || odd || quoted.length !== 3 || !name || !post || !office)
    return refuse(texts.addresseeHow());
  return put(ask, edited, addressees, (p) => {
    const others = p.oversight.filter((o) => o.from !== date);
    const same = p.oversight.find(
      (o) => o.from === date && o.name === name && o.post === post && o.office === office,
    );
    const row = same ?? { from: date, name, post, office, confirmed: false as const };
    return { ...p, oversight: [...others, row].sort((a, b) => a.from.localeCompare(b.from)) };
  });
}

/** `programa documento codigo-etica https://…`: the link of one of the documents. */
export function document(ask: Ask, edited: Edited, words: readonly Token[]): Outcome {
  if (!ask.who.levels.has('secretary')) return refuse(notAllowed('programa documento', 'secretary'));
  const ids = edited.programme.documents.map((d) => d.id);
  const [which, link, ...more] = words.map((t) => t.text);
  const found = edited.programme.documents.find((d) => fold(d.id) === fold(which ?? ''));
  if (!found || !link || !isLink(link) || more.length > 0) return refuse(texts.documentHow(ids));
  return put(ask, edited, documents, (p) => ({
    ...p,
    documents: p.documents.map((d) =>
      d.id === found.id && d.url !== link ? { ...d, url: link, confirmed: false as const } : d,
    ),
  }));
}

type Day = Calendar['days'][number];

/** `dias-inhabiles agregar 2025-04-17 [al 2025-04-18] "Jueves Santo" estatal`. */
export function addDay(ask: Ask, edited: Edited, words: readonly Token[]): Outcome {
  const day = readDay(ask, words);
  if (!day) return refuse(texts.dayHow());
  const { year, closes } = edited.programme;
  if ((day.to ?? day.from) < `${year}-01-01` || day.from > closes)
    return refuse(texts.badDay(day.from, year));
  return put(
    ask,
    edited,
    days,
    (p) => {
      const others = p.calendar.days.filter((d) => d.from !== day.from || d.scope !== day.scope);
      const known = p.calendar.days.find((d) => JSON.stringify(d) === JSON.stringify(day));
      return known ? p : withDays(p, [...others, day]);
    },
    texts.daysOpen,
  );
}

function readDay(ask: Ask, words: readonly Token[]): Day | null {
  const names = words.filter((t) => t.quoted).map((t) => legible(t.text));
  const plain = words.filter((t) => !t.quoted);
  const first = takeDate(plain, ask.today, { prefer: 'future' });
  const second = takeDate(first.rest, ask.today, { prefer: 'future' });
  const scopes = Object.entries(scopeWords) as [Day['scope'], string][];
  const said = second.rest
    .map((t) => fold(t.text))
    .filter((w) => !['al', 'del', 'de', 'el', 'dia'].includes(w));
  const scope = said.length === 0 ? 'state' : scopes.find(([, word]) => fold(word) === said[0])?.[0];
  if (names.length !== 1 || names[0] === '' || first.date === null || !scope || said.length > 1) return null;
  const [from, to] = [first.date, second.date].filter((d) => d !== null).sort();
  return {
    from: from!,
    ...(to !== undefined && to !== from && { to }),
    name: names[0]!.slice(0, 120),
    scope,
    source: texts.saidBySecretary(ask.today),
  };
}

/** `dias-inhabiles quitar 2025-04-17`: all that begins on that day. */
export function removeDay(ask: Ask, edited: Edited, words: readonly Token[]): Outcome {
  const { date, rest } = takeDate(words, ask.today, { prefer: 'future' });
  if (date === null || rest.length > 0) return refuse(texts.dayHow());
  if (!edited.programme.calendar.days.some((d) => d.from === date)) return refuse(texts.noDay(date));
  return put(
    ask,
    edited,
    days,
    (p) =>
      withDays(
        p,
        p.calendar.days.filter((d) => d.from !== date),
      ),
    texts.daysOpen,
  );
}
