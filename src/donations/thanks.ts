import { smallestUnit, unitsOn } from '../activities/progress.ts';
import { type Ask, note, type Outcome, refuse, say } from '../ask.ts';
import { fold, type Token } from '../input/words.ts';
import type { Message } from '../message.ts';
import type { Programme } from '../programme/schema.ts';
import { delivery as texts } from '../texts/deliveries.ts';
import type { View } from '../view.ts';
import { deliveryNamed } from './act.ts';
import { collectedFor, type Delivery, teamsOf } from './collected.ts';

/** `entrega gracias FOLIO`: first shows what everybody would read, then has it said in the general channel. */
export function thank(ask: Ask): Outcome {
  const publishes = (t: Token) => !t.quoted && /^(publicar|publica|enviar)$/.test(fold(t.text));
  const found = deliveryNamed(
    ask,
    ask.tokens.filter((t) => !publishes(t)),
  );
  if (found === null) return refuse(texts.none());
  const { folio } = found;
  const already = ask.view.thanked.has(folio);
  if (!ask.tokens.some(publishes))
    return say(texts.thanksPreview(thanksFor(ask.programme, ask.view, found), folio, already));
  return note(
    ask,
    { kind: 'delivery.thanked', key: `thanked/${folio}`, body: { of: folio } },
    texts.thanked(folio, !already),
  );
}

/** The thanks to those who gave: team totals, nobody's own, no order by amount. */
export function thanksFor(programme: Programme, view: View, found: Delivery): Message {
  const noted = collectedFor(view, programme, found.occurredOn);
  const teams = teamsOf(noted, unitsOn(view, found.occurredOn), smallestUnit);
  return texts.thanks(
    { recipient: programme.donations.recipient, on: found.occurredOn, body: found.body },
    noted,
    teams,
  );
}
