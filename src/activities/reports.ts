import { type Ask, type Command, type Outcome, refuse, say } from '../ask.ts';
import { beside } from '../evidence/question.ts';
import { fold } from '../input/words.ts';
import { reporting } from '../programme/reports.ts';
import { addendum } from '../reports/addendum.ts';
import { letterDetail, letterDetails } from '../reports/letter-details.ts';
import { documents, make } from '../reports/make.ts';
import { spanOf } from '../reports/period.ts';
import { programmeFor } from '../reports/programme-for.ts';
import { register, registerForm } from '../reports/register.ts';
import { template } from '../reports/template-chat.ts';
import type { ReportType } from '../reports/types.ts';
import { reportOptions, reportsOwed, sentRecord } from '../reports/which.ts';
import { reports as texts } from '../texts/report-chat.ts';

/** Activities 3 and 4: reports to the oversight office, from what is missing to the registered receipt. */
export const report: Command = {
  words: ['informe', 'informes'],
  may: 'committee',
  takesFiles: true,
  run(ask) {
    const [first, ...rest] = ask.tokens;
    const inside = { ...ask, tokens: rest };
    switch (fold(first?.text ?? '')) {
      case 'enviado':
        return register(inside);
      case 'plantilla':
        return beside(ask, template(inside));
      default:
        return beside(ask, others(ask, inside));
    }
  },
};

/** What takes no files with it. */
function others(ask: Ask, inside: Ask): Outcome {
  switch (fold(ask.tokens[0]?.text ?? '')) {
    case '':
      return ask.fields ? register(ask) : overview(ask);
    case 'registrar':
      return registerForm(inside);
    case 'trimestral':
    case 'trimestre':
    case 'anual':
      return make(ask);
    case 'documentos':
      return documents(inside);
    case 'adenda':
      return addendum(inside);
    case 'datos':
      return letterDetails(inside);
    case 'oficio':
    case 'leyenda':
    case 'lugar':
      return letterDetail(ask);
    default:
      return refuse(texts.how());
  }
}

/** The reports of the years that run, those that can be made now, and the form to register one. */
function overview(ask: Ask): Outcome {
  const { view, today } = ask;
  const programmes = reporting(ask);
  const owed = programmes.flatMap((programme) => reportsOwed({ programme, view, asOf: today }));
  const annual = programmes
    .map((p): ReportType => ({ kind: 'annual', period: String(p.year) }))
    .filter((type) => !owed.some((o) => o.type.kind === 'annual' && o.type.period === type.period));
  const all = [
    ...owed.map(({ type, owed: { due, record } }) => ({ type, due: due.date, record })),
    ...annual.map((type) => ({ type, due: null, record: sentRecord(view, type) })),
  ];
  const lines = all.map(({ type, due, record }) =>
    texts.line(type, record && { on: record.occurredOn, folio: record.folio }, due),
  );
  const make = all
    .map(({ type }) => type)
    .filter((type) => {
      const programme = programmeFor(ask, type);
      return programme !== null && spanOf(programme, type, today).from <= today;
    });
  return say(texts.overview(lines, make.map(texts.makeButton), reportOptions(ask), today));
}
