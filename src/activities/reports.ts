import { type Ask, type Command, changed, type Outcome, refuse, say } from '../ask.ts';
import { beside } from '../evidence/question.ts';
import { fold } from '../input/words.ts';
import { addendaOf } from '../reports/addenda.ts';
import { addendum, addendumSent } from '../reports/addendum.ts';
import { letterDetail, letterDetails } from '../reports/letter-details.ts';
import { documents, make } from '../reports/make.ts';
import { register, registerForm } from '../reports/register.ts';
import { template } from '../reports/template-chat.ts';
import { begun, reportOptions, reportsOf } from '../reports/which.ts';
import { reports as texts } from '../texts/report-chat.ts';
import type { Rec } from '../view/shapes.ts';

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
      case 'adenda':
        return /^enviad[ao]$/.test(fold(rest[0]?.text ?? ''))
          ? addendumSent({ ...inside, tokens: rest.slice(1) })
          : beside(ask, addendum(inside));
      case 'plantilla':
        return beside(ask, template(inside));
      default:
        return changed(others(ask, inside), (done) => beside(ask, done));
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
    case 'datos':
      return letterDetails(inside);
    case 'oficio':
    case 'leyenda':
    case 'lugar':
      return letterDetail(ask);
    default:
      return refuse(texts.howToMake());
  }
}

/** The reports of the years that run, those that can be made now, and the form to register one. */
function overview(ask: Ask): Outcome {
  const all = reportsOf(ask);
  const told = ({ occurredOn: on, folio }: Rec) => ({ on, folio });
  const lines = all.map(({ type, due, record }) =>
    texts.line(type, record && told(record), addendaOf(ask.view, type).map(told), due, ask.today),
  );
  const make = all.map(({ type }) => type).filter((type) => begun(ask, type));
  return say(texts.overview(lines, make.map(texts.makeButton), reportOptions(ask), ask.today));
}
