import type { ActivityPage, BoardRecord, MissingPage, RecordsPage } from '../../../src/ports/board-pages.ts';
import { boardPages as texts } from '../../../src/texts/board-pages.ts';
import { filePath, pathOf } from '../address.ts';
import { type Html, html } from '../html.ts';
import { badge, bar, concern, section, table } from '../parts.ts';

const t = texts.activity;

/** An activity: its figure and where it comes from, dates, pace, people, records, evidence. */
export const activity = (p: ActivityPage): Html => html`
<p class="crumb"><a href="${pathOf({ page: 'overview' })}">${texts.all}</a></p>
<h1><span class="number">${p.line.number}</span> ${p.line.title}</h1>
<div class="figurebox">${badge(p.line.status, p.line.statusName)}<p class="big">${p.line.figure}</p>${bar(p.line.share, p.line.expected, p.line.status)}${p.line.next === null ? null : html`<p>${p.line.next}</p>`}</div>
${p.concern === null ? null : section(t.why, concern(p.concern, false))}
${section(
  t.figures,
  html`<dl>${p.facts.map((f) => html`<div><dt>${f.label}</dt><dd>${f.value}</dd></div>`)}</dl>`,
  p.notes.map((n) => html`<p>${n}</p>`),
)}
${p.dates.length === 0 ? null : section(t.dates, datesTable(p))}
${p.pace === null ? null : section(t.pace, pace(p.pace))}
${p.units === null ? null : section(t.units, units(p, p.units))}
${p.cards.length === 0 ? null : section(t.cards, cards(p))}
${section(p.records === null ? t.recordsByMonth : t.records, records(p))}
${section(t.evidence, evidence(p))}
${section(
  t.what,
  p.what.map((line) => html`<p>${line}</p>`),
)}`;

const datesTable = ({ dates, line }: ActivityPage): Html =>
  table(
    t.dates,
    t.datesColumns,
    dates.map((d) => [
      d.what ?? line.title,
      html`${d.day}${d.fixed ? null : html` <span class="why">${d.why}</span>`}`,
      html`<span class="d-${d.state}">${d.when}</span>`,
      d.folio,
    ]),
  );

const pace = ({ words, points, pictures }: NonNullable<ActivityPage['pace']>): Html =>
  html`<p>${words}</p>${
    pictures === null
      ? null
      : html`<picture class="chart"><source media="(max-width: 46rem)" srcset="/imagenes/${pictures.narrow}.png" width="640" height="460"><img src="/imagenes/${pictures.wide}.png" width="900" height="430" loading="lazy" alt="${t.paceAlt(points.map((m) => `${m.name} ${texts.bar(m.percent, null)}`).join(', '))}"></picture>`
  }${table(
    t.pace,
    t.paceColumns,
    points.map((m) => [
      m.name,
      html`${bar(m.percent, null, 'plain')}<span class="figure">${texts.bar(m.percent, null)}</span>`,
    ]),
    'keeps',
  )}`;

const cards = (p: ActivityPage): Html =>
  html`<ul class="cards">${p.cards.map(
    (c) =>
      html`<li><figure><img src="/imagenes/${c.picture}.png" width="560" height="315" loading="lazy" alt="${c.alt}"><figcaption>${c.caption}</figcaption></figure></li>`,
  )}</ul>`;

const units = (p: ActivityPage, all: NonNullable<ActivityPage['units']>): Html =>
  html`${table(
    t.units,
    t.unitsColumns,
    all.map((u) => {
      const missing = u.of - u.did;
      const href = pathOf({ page: 'missing', number: p.line.number, unit: u.unit });
      return [
        u.unit,
        html`${bar(u.share, null, u.did >= u.of ? 'done' : 'plain')}<span class="figure">${texts.bar(u.share, null)}</span>`,
        `${u.did} / ${u.of}`,
        missing === 0
          ? t.noneMissing
          : p.names
            ? html`<a href="${href}" aria-label="${t.seeMissing(missing, u.unit)}">${missing}</a>`
            : missing,
      ];
    }),
  )}${p.smallUnits === 0 ? null : html`<p class="note">${t.smallUnits(p.smallUnits)}</p>`}`;

const records = (p: ActivityPage): Html =>
  p.months.length === 0
    ? html`<p>${t.noRecords}</p>`
    : p.records !== null
      ? recordsTable(t.records, p.records)
      : table(
          t.recordsByMonth,
          t.monthsColumns,
          p.months.map((m) => [
            html`<a href="${pathOf({ page: 'records', number: p.line.number, month: m.month, sheet: 1 })}">${m.name}</a>`,
            m.records,
            m.voided,
          ]),
          'keeps',
        );

const recordsTable = (caption: string, all: readonly BoardRecord[]): Html => {
  const named = all.some((r) => r.who !== null);
  return table(
    caption,
    t.recordsColumns.filter((_, i) => named || i !== 3),
    all.map((r) => [
      r.voided === null ? r.folio : html`<s>${r.folio}</s>`,
      r.on,
      html`${r.what}${r.voided === null ? null : html` <em>${t.voided(r.voided)}</em>`}`,
      ...(named ? [r.who] : []),
      r.recordedOn,
    ]),
  );
};

const evidence = (p: ActivityPage): Html =>
  p.evidence.length === 0
    ? html`<p>${t.noEvidence}</p>`
    : html`<ul class="evidence">${p.evidence.map(
        (e) =>
          html`<li><strong>${e.id}</strong> ${e.title}<p class="why">${e.about}</p>${e.note === null ? null : html`<p class="note">${e.note}</p>`}${
            e.file ? html`<a href="${filePath(e.id)}" aria-label="${t.open} ${e.id}">${t.open}</a>` : null
          }${e.link === null ? null : html`<a href="${e.link}" rel="noreferrer noopener" aria-label="${t.visit} ${e.id}">${t.visit}</a>`}</li>`,
      )}</ul>`;

/** A month's records of an activity. */
export const recordsOf = (p: RecordsPage): Html => html`
<p class="crumb"><a href="${pathOf({ page: 'activity', number: p.number })}">${texts.back}</a></p>
<h1><span class="number">${p.number}</span> ${p.title}</h1>
<p>${p.name}: ${texts.records.total(p.total)}. ${p.sheets > 1 ? texts.records.sheet(p.sheet, p.sheets) : null}</p>
${recordsTable(p.name, p.records)}
${
  p.sheets === 1
    ? null
    : html`<nav class="sheets" aria-label="${texts.records.pages}">${
        p.sheet > 1 ? html`<a href="${sheet(p, -1)}">${texts.records.before}</a>` : null
      } ${p.sheet < p.sheets ? html`<a href="${sheet(p, 1)}">${texts.records.after}</a>` : null}</nav>`
}`;

const sheet = ({ number, month, sheet: at }: RecordsPage, by: number): string =>
  pathOf({ page: 'records', number, month, sheet: at + by });

/** Who is missing in a unit. */
export const missing = (p: MissingPage): Html => html`
<p class="crumb"><a href="${pathOf({ page: 'activity', number: p.number })}">${texts.back}</a></p>
<h1>${p.unit}</h1>
<p><strong>${p.number}. ${p.title}.</strong> ${p.summary}</p>
<p class="note">${texts.missing.personal}</p>
${
  p.people.length === 0
    ? html`<p>${texts.missing.nobody}</p>`
    : table(
        p.unit,
        texts.missing.columns,
        p.people.map((m) => [m.name, m.number]),
        'keeps',
      )
}`;
