import { type Ask, type Outcome, refuse, say } from '../ask.ts';
import { readFolio } from '../folio.ts';
import { takeDate } from '../input/extract.ts';
import type { Token } from '../input/words.ts';
import type { DonationThing } from '../kinds/records.ts';
import type { DeliveryData } from '../reports/papers.ts';
import { delivery as texts } from '../texts/deliveries.ts';
import { things } from '../texts/donations.ts';
import { capital } from '../texts/format.ts';
import { inOffice } from '../who.ts';
import { type Collected, collectedFor, type Delivery, deliveriesOf } from './collected.ts';

/** `entrega acta [FECHA | FOLIO]`: the act of a delivery as DOCX; of the last one where none is named. */
export function deliveryAct(ask: Ask): Outcome {
  const found = deliveryNamed(ask, ask.tokens);
  if (found === null) return refuse(texts.none());
  const { programme, view } = ask;
  const noted = collectedFor(view, programme, found.occurredOn);
  const secretary = inOffice(view, found.occurredOn).find(({ role }) => role === 'secretary');
  const data: DeliveryData = {
    committee: programme.committee,
    recipient: programme.donations.recipient,
    on: found.occurredOn,
    place: null,
    folio: found.folio,
    items: itemsOf(found, noted),
    deliveredBy: (secretary && ask.people.byId(secretary.person)?.name) ?? null,
    receivedBy: null,
  };
  return {
    ...say(texts.act(found.occurredOn, found.folio)),
    papers: [{ type: 'delivery', name: texts.file(found.occurredOn), data }],
  };
}

/** The delivery that a folio or a day names; the last one where nothing is said; null where there is none. */
export function deliveryNamed({ view, today }: Ask, said: readonly Token[]): Delivery | null {
  const all = deliveriesOf(view);
  if (said.length === 0) return all.at(-1) ?? null;
  const folio = readFolio(said[0]!.text);
  if (folio !== null) return said.length === 1 ? (all.find((d) => d.folio === folio) ?? null) : null;
  const { date, rest } = takeDate(said, today);
  return date === null || rest.length > 0 ? null : (all.find((d) => d.occurredOn === date) ?? null);
}

/** Thing by thing what was noted and what was delivered; sums where the delivery says no more than that. */
function itemsOf({ body }: Delivery, { totals }: Collected): DeliveryData['items'] {
  const named = (key: string) => capital(things[key.split('/')[0] as DonationThing]);
  if (body.items) {
    const delivered = new Map(body.items.map((i) => [`${i.thing}/${i.unit}`, i.amount]));
    return [...new Set([...delivered.keys(), ...totals.keys()])].map((key) => ({
      thing: named(key),
      unit: key.split('/')[1] as 'g' | 'pieces',
      noted: totals.get(key) ?? null,
      delivered: delivered.get(key) ?? null,
    }));
  }
  const sum = (unit: 'g' | 'pieces') =>
    [...totals].filter(([key]) => key.endsWith(`/${unit}`)).reduce((a, [, n]) => a + n, 0);
  const rows = [
    { thing: texts.byWeight, unit: 'g' as const, noted: sum('g'), delivered: body.grams },
    { thing: texts.byPiece, unit: 'pieces' as const, noted: sum('pieces'), delivered: body.pieces },
  ];
  return rows
    .filter((r) => r.noted > 0 || r.delivered !== null)
    .map((r) => ({ ...r, noted: r.noted === 0 ? null : r.noted }));
}
