import type { Logger } from 'pino';
import type { Block, Message } from '../../src/message.ts';
import type { Address } from '../../src/ports/directory.ts';
import type { Reply } from '../../src/request.ts';
import { teamsTexts } from '../../src/texts/teams.ts';
import { withLinks } from '../common/attachments.ts';
import { within } from '../common/within.ts';
import { type Activity, isPersonal, referenceFrom, userOf } from './activity.ts';
import { personAddress, type Reference } from './address.ts';
import { failureOf, isClosed } from './failure.ts';
import type { Returned } from './form.ts';
import { patiently } from './patience.ts';
import type { Press } from './press.ts';
import { cardType, type Outbound, renderCard, renderLine, wrapCard } from './render.ts';
import type { HttpAnswer, TeamsSdk } from './sdk.ts';

export interface Answering {
  /** Answers what somebody wrote, or what an old client sent from a card. */
  toMessage(activity: Activity, said: Press, asked: Promise<Reply>): Promise<void>;
  /** Answers a pressed button or a submitted form, in time whatever the bot does: Teams shows an error after seconds. */
  toPress(activity: Activity, said: Press, asked: Promise<Reply>): Promise<HttpAnswer>;
}

interface Options {
  readonly sdk: () => Pick<TeamsSdk, 'send' | 'update' | 'openPersonal'>;
  readonly saveAddress: (address: Address) => Promise<void>;
  /** Keeps what goes on after Teams has its answer, so that a stop can wait for it. */
  readonly track: (work: Promise<unknown>) => void;
  readonly log: Logger;
  /** The app's name in Teams. */
  readonly app: string;
  /** How long Teams waits for the answer to a message and to a press, in ms. */
  readonly patience?: { readonly message: number; readonly press: number };
}

const attempts = 3;

/** Answers activities, whichever way each wants its answer. */
export function createAnswering(options: Options): Answering {
  const { sdk, saveAddress, track, log, app, patience = { message: 10_000, press: 4000 } } = options;

  /** Says something, waiting out a busy service. An outcome that Teams hides is not tried again. */
  async function say(send: () => Promise<unknown>): Promise<'said' | 'closed' | 'failed'> {
    try {
      await patiently({ attempts, down: true }, send);
      return 'said';
    } catch (error) {
      if (isClosed(error)) return 'closed';
      log.error({ outcome: failureOf(error) }, 'an answer in Teams was not delivered');
      return 'failed';
    }
  }

  /** Answers in the person's own chat; gives the line that tells so in the channel. */
  async function privately(activity: Activity, answer: Outbound): Promise<string> {
    const at = referenceFrom(activity);
    const own: Reference[] = [];
    const result = await say(async () => {
      const [to = { ...at, conversation: await sdk().openPersonal(at, activity.from.id) }] = own;
      own[0] = to;
      await sdk().send(to, answer);
    });
    if (result === 'closed') return teamsTexts.addTheApp(app);
    if (result === 'failed' || own[0] === undefined) return teamsTexts.notNow;
    await saveAddress(personAddress(userOf(activity), own[0])).catch((error) =>
      log.error({ err: error }, 'could not keep a Teams address'),
    );
    return teamsTexts.answeredPrivately;
  }

  async function speak(activity: Activity, said: Press, reply: Reply): Promise<void> {
    const here = referenceFrom(activity);
    const answer = wrapCard(withLinks(reply), cardOf(reply, said));
    if (isPersonal(activity) || reply.visibility === 'public') {
      await say(() => sdk().send(here, answer));
      return;
    }
    const line = await privately(activity, answer);
    await say(() => sdk().send(here, renderLine(line)));
  }

  /** A press in a channel is answered in the person's own chat only, and the button's own short message says so. */
  async function aside(activity: Activity, said: Press, reply: Reply): Promise<HttpAnswer> {
    return shortAnswer(await privately(activity, wrapCard(withLinks(reply), cardOf(reply, said))));
  }

  async function inPlace(activity: Activity, said: Press, reply: Reply): Promise<HttpAnswer> {
    const lost = reply.fieldErrors !== undefined && said.form === undefined;
    // Where the form can't be shown again it stays as it is, with what was written in it.
    if (said.fields !== undefined && !lost) return cardAnswer(cardOf(reply, said));
    await speak(activity, said, reply);
    return shortAnswer(teamsTexts.below);
  }

  /** The press has its answer already: a submitted form is replaced where it stands, else there is a new message. */
  async function afterwards(activity: Activity, said: Press, reply: Reply): Promise<void> {
    const { replyToId } = activity;
    if (isPersonal(activity) && said.fields !== undefined && replyToId !== undefined) {
      const changed = wrapCard(withLinks(reply), cardOf(reply, said));
      const result = await say(() => sdk().update(referenceFrom(activity), replyToId, changed));
      if (result === 'said') return;
    }
    await speak(activity, said, reply);
  }

  return {
    async toMessage(activity, said, asked) {
      const work = asked.then((reply) => speak(activity, said, reply));
      track(work);
      await within(work, patience.message);
    },
    async toPress(activity, said, asked) {
      const answer = isPersonal(activity) ? inPlace : aside;
      const reply = await within(asked, patience.press);
      if (reply === 'late') {
        track(asked.then((slow) => afterwards(activity, said, slow)));
        return shortAnswer(teamsTexts.soon);
      }
      const work = answer(activity, said, reply);
      track(work);
      const done = await within(work, patience.press);
      return done === 'late' ? shortAnswer(teamsTexts.soon) : done;
    },
  };
}

/** The answer's card; a form with errors is shown again with them and with what was written. */
function cardOf(reply: Reply, said: Press) {
  const { fieldErrors } = reply;
  const message = withLinks(reply);
  if (fieldErrors === undefined || said.form === undefined || said.fields === undefined)
    return renderCard(message);
  const returned: Returned = { errors: fieldErrors, values: said.fields };
  const beside = new Set(said.form.fields.flatMap(({ id }) => fieldErrors[id] ?? []));
  const above = message.blocks.filter((block) => !saysOnly(block, beside) && block.type !== 'form');
  const again: Message = { ...message, blocks: [...above, { type: 'form', form: said.form }] };
  return renderCard(again, returned);
}

/** Whether a block says nothing but what stands beside a field already. */
const saysOnly = (block: Block, texts: ReadonlySet<string>): boolean =>
  block.type === 'text' && texts.has(block.text);

/** Shown beside the button to the person who pressed it. */
const shortAnswer = (said: string): HttpAnswer =>
  invokeAnswer('application/vnd.microsoft.activity.message', said);

const cardAnswer = (card: object): HttpAnswer => invokeAnswer(cardType, card);

const invokeAnswer = (type: string, value: unknown): HttpAnswer => ({
  status: 200,
  body: { statusCode: 200, type, value },
});
