import type {
  BoardDate,
  BoardPage,
  CalendarPage,
  DeliveriesPage,
  ExportsPage,
  LedgerPage,
} from '../../../src/ports/board-pages.ts';
import { boardPages as texts } from '../../../src/texts/board-pages.ts';
import { number } from '../../../src/texts/format.ts';
import { checkPath, filePath, pathOf } from '../address.ts';
import { type Html, html } from '../html.ts';
import { section, table } from '../parts.ts';

const datesTable = (caption: string, dates: readonly BoardDate[]): Html =>
  table(
    caption,
    texts.calendar.columns,
    dates.map((d) => [
      html`${d.day}`,
      html`<a href="${pathOf({ page: 'activity', number: d.number })}">${d.number}. ${d.activity}</a>${d.what === null ? null : html`: ${d.what}`}`,
      html`<span class="d-${d.state}">${d.when}</span>${d.folio === null ? null : html` <span class="why">${d.folio}</span>`}`,
      d.fixed ? { wide: html`<span class="why">${d.why}</span>` } : html`<span class="why">${d.why}</span>`,
    ]),
  );

/** Everything that is owed, with why on that day. */
export function calendar(p: CalendarPage): Html {
  const t = texts.calendar;
  return html`<h1>${texts.nav.calendar}</h1>
${p.confirmed ? null : html`<p class="warning">${t.unconfirmed}</p>`}
${section(t.late, p.late.length === 0 ? html`<p>${t.noneLate}</p>` : datesTable(t.late, p.late))}
${section(t.open, p.open.length === 0 ? html`<p>${t.noneOpen}</p>` : datesTable(t.open, p.open))}
${p.done.length === 0 ? null : section(t.done, datesTable(t.done, p.done))}
${section(
  t.days,
  table(
    t.days,
    t.daysColumns,
    p.days.map((d) => [d.when, d.name, d.scope]),
    'keeps',
  ),
)}`;
}

/** What the bot said of its own accord, and what became of it. */
export function deliveries(p: DeliveriesPage): Html {
  const t = texts.deliveries;
  const named = p.askings.some((a) => a.by !== null);
  return html`<h1>${texts.nav.deliveries}</h1><p class="note">${t.note}</p>
${section(
  t.troubles,
  p.troubles.length === 0
    ? html`<p>${t.noTroubles}</p>`
    : table(
        t.troubles,
        t.troublesColumns,
        p.troubles.map((x) => [x.what, html`<span class="d-late">${x.outcome}</span>`, x.on]),
      ),
)}
${section(
  t.cards,
  p.cards.length === 0
    ? html`<p>${t.nothing}</p>`
    : table(
        t.cards,
        t.cardsColumns,
        p.cards.map((c) => [c.month, c.folio, c.channels, c.people, c.acks]),
      ),
)}
${section(
  t.askings,
  p.askings.length === 0
    ? html`<p>${t.noAskings}</p>`
    : table(
        t.askings,
        t.askingsColumns.filter((_, i) => named || i !== 3),
        p.askings.map((a) => [
          a.batch,
          a.activity,
          a.unit,
          ...(named ? [a.by] : []),
          a.on,
          a.people,
          a.outcome,
        ]),
      ),
)}
${section(
  t.others,
  p.others.length === 0
    ? html`<p>${t.nothing}</p>`
    : table(
        t.others,
        t.othersColumns,
        p.others.map((o) => [o.what, o.outcome, o.last]),
      ),
)}`;
}

/** What the ledger holds and how it was proved. */
export function ledger(p: LedgerPage): Html {
  const t = texts.ledger;
  return html`<h1>${texts.nav.ledger}</h1>
<dl class="wideterms">
<div><dt>${t.entries}</dt><dd>${number(p.entries)}</dd></div>
${p.since === null ? null : html`<div><dt>${t.since}</dt><dd>${p.since}</dd></div>`}
<div><dt>${t.hash}</dt><dd><code>${p.hash}</code></dd></div>
<div><dt>${t.checked}</dt><dd class="${p.sound ? (p.checked === null ? '' : 'd-done') : 'd-late'}">${p.checked ?? t.notYet}</dd></div>
</dl>
${p.mayCheck ? html`<form method="post" action="${checkPath}"><button>${t.check}</button></form>` : null}
${section(t.anchor, html`<p>${t.anchorHow}</p><p><code class="line">${p.anchor}</code></p>`)}
${section(
  t.folios,
  table(
    t.folios,
    t.foliosColumns,
    p.folios.map((f) => [f.letters, f.name, f.n, f.voided]),
    'keeps',
  ),
)}
${section(t.how, html`<ul>${t.explanation.map((line) => html`<li>${line}</li>`)}</ul>`)}
${section(t.offline, html`<ol>${t.offlineSteps.map(({ run, text }) => html`<li>${run === null ? null : html`<code>${run}</code> `}${text}</li>`)}</ol>`)}`;
}

/** What can be taken away. */
export const exports_ = (
  p: ExportsPage & Pick<BoardPage, 'reader'>,
): Html => html`<h1>${texts.nav.exports}</h1>
<p class="note">${texts.exports.live}</p>
${p.reports.length === 0 ? null : section(texts.exports.reports, html`<p class="note">${texts.exports.reportsNote[p.reader]}</p>`, reports(p.reports))}
${section(
  texts.exports.others,
  html`<ul class="files">${p.files.map(
    (f) =>
      html`<li><h3><a href="${filePath(f.name)}">${f.title}</a></h3><p>${f.about}</p><p class="why">${f.name}</p></li>`,
  )}</ul>`,
)}`;

const reports = (all: ExportsPage['reports']): Html =>
  html`<ul class="files">${all.map(
    (r) =>
      html`<li><h3>${r.title}</h3><p>${r.about}</p><p class="forms">${r.files.map(
        (f) =>
          html`<a href="${filePath(f.name)}" aria-label="${texts.exports.file(f.label, r.title)}">${f.label}</a> `,
      )}</p></li>`,
  )}</ul>`;
