import { type Ask, type Command, type Outcome, open, record, say } from '../ask.ts';
import { deliveryAct } from '../donations/act.ts';
import { collectedFor, deliveriesOf, waiting } from '../donations/collected.ts';
import { type Delivered, deliveredFields, deliveredWords } from '../donations/delivered.ts';
import { thank } from '../donations/thanks.ts';
import { fold } from '../input/words.ts';
import { owedBy } from '../owed.ts';
import { delivery as texts } from '../texts/deliveries.ts';
import { readWhen } from './when.ts';

/** Activity 10: a delivery; kilos and pieces are evidence, the indicator counts deliveries. The same is the date. */
export const delivery: Command = {
  words: ['entrega'],
  may: 'committee',
  run(ask) {
    const [first, ...rest] = ask.tokens;
    const verb = fold(first?.text ?? '');
    if (verb === 'acta') return deliveryAct({ ...ask, tokens: rest });
    if (/^(gracias|agradecer)$/.test(verb)) return thank({ ...ask, tokens: rest });
    if (!ask.fields && !first) return open(texts.form(ask.today, ask.programme.donations.recipient));
    return made(ask);
  },
};

function made(ask: Ask): Outcome {
  const when = readWhen(ask);
  if (!when.ok) return when.outcome;
  const read: Delivered = ask.fields ? deliveredFields(ask.fields) : deliveredWords(when.rest);
  if ('refusal' in read) return read.refusal;
  const { view, programme } = ask;
  return record(
    ask,
    {
      kind: 'delivery.made',
      base: `delivery/${when.date}`,
      subject: null,
      occurredOn: when.date,
      body: read.delivered,
    },
    (folio, fresh, { body, occurredOn }) =>
      texts.recorded(
        { recipient: programme.donations.recipient, body, on: occurredOn, folio, fresh },
        collectedFor(view, programme, occurredOn),
      ),
  );
}

/** What was noted since the last delivery, the deliveries made, and when the next one is planned. */
export const deliveries: Command = {
  words: ['entregas', 'acopio'],
  may: 'committee',
  run(ask) {
    const { view, programme, today } = ask;
    const scope = { view, programme, asOf: today };
    const planned = programme.activities
      .filter(({ measure }) => measure.kind === 'series' && measure.counts === 'delivery.made')
      .flatMap((activity) => owedBy(scope, activity))
      .filter((o) => o.record === null)
      .map((o) => ({ label: o.label, date: o.due.date }));
    const made = deliveriesOf(view).filter(
      (d) => d.occurredOn >= `${programme.year}-01-01` && d.occurredOn <= today,
    );
    return say(texts.status(programme.donations.recipient, waiting(view, programme, today), made, planned));
  },
};
