import type { Logger } from 'pino';
import type { Address } from '../../src/ports/directory.ts';
import type { Bot, Request } from '../../src/request.ts';
import {
  type Activity,
  activitySchema,
  channelOf,
  isBot,
  isMentioned,
  isPersonal,
  referenceFrom,
  tenantOf,
  userOf,
  wordsOf,
} from './activity.ts';
import { channelAddress, personAddress, type Reference } from './address.ts';
import type { Answering } from './answer.ts';
import { type FileAccess, sentFiles } from './files.ts';
import type { Members } from './members.ts';
import { executed, type Press, pressOf } from './press.ts';
import { isForeign } from './proof.ts';
import type { HttpAnswer, Turn } from './sdk.ts';

interface Options {
  readonly bot: Bot;
  readonly members: Members;
  readonly answering: Answering;
  readonly saveAddress: (address: Address) => Promise<void>;
  /** How files that come with a message are fetched. */
  readonly files: (at: Reference) => FileAccess;
  /** The home tenants; null in the demo, where every tenant is home. */
  readonly homes: readonly string[] | null;
  readonly log: Logger;
}

/** What Teams sends us, as requests to the bot; what is none of our business ends here in silence. */
export function createInbound(options: Options): Turn {
  const { bot, members, answering, saveAddress, files, homes, log } = options;

  async function keep(activity: Activity): Promise<void> {
    const ref = referenceFrom(activity);
    const address = isPersonal(activity)
      ? personAddress(userOf(activity), ref)
      : channelAddress(channelOf(activity), ref);
    await saveAddress(address).catch((error) => log.error({ err: error }, 'could not keep a Teams address'));
  }

  async function ask(activity: Activity, said: Press): Promise<Request> {
    const identity = await members.identify(activity);
    const personal = isPersonal(activity);
    // A guest's place is not kept: nothing goes out there by itself.
    if (!identity.guest) await keep(activity);
    const sent = personal ? sentFiles(activity.attachments, files(referenceFrom(activity))) : [];
    return {
      account: { platform: 'teams', tenant: tenantOf(activity), user: userOf(activity) },
      ...identity,
      where: personal ? 'direct' : 'channel',
      channel: personal ? null : channelOf(activity),
      words: said.words,
      ...(said.fields && { fields: said.fields }),
      ...(said.nonce !== undefined && { nonce: said.nonce }),
      ...(sent.length > 0 && { files: sent }),
      canOpen: false,
    };
  }

  async function message(activity: Activity): Promise<null> {
    const pressed = pressOf(activity.value);
    const addressed = isPersonal(activity) || isMentioned(activity);
    // Talk in a channel that is not meant for the bot, or what a card that is not ours sent.
    if (pressed === null && (!addressed || (activity.value != null && !activity.text))) return null;
    const said = pressed ?? { words: wordsOf(activity) };
    await answering.toMessage(activity, said, ask(activity, said).then(bot.handle));
    return null;
  }

  async function press(activity: Activity): Promise<HttpAnswer> {
    const said = executed(activity.value);
    if (said === null) return { status: 400 };
    return answering.toPress(activity, said, ask(activity, said).then(bot.handle));
  }

  /** The bot came to a place. In a person's own chat it shows that person's card. */
  async function arrive(activity: Activity): Promise<null> {
    const installed = activity.type === 'installationUpdate';
    if (installed && !activity.action?.startsWith('add')) return null;
    if (!installed || !isPersonal(activity)) {
      if (members.atHome(activity)) await keep(activity);
      return null;
    }
    const said = { words: '' };
    const home = ask(activity, said).then(bot.home);
    await answering.toMessage(
      activity,
      said,
      home.then((message) => ({ message, visibility: 'private' })),
    );
    return null;
  }

  return async (raw) => {
    const read = activitySchema.safeParse(raw);
    if (!read.success || isBot(read.data) || isForeign(read.data, homes)) return null;
    const activity = read.data;
    switch (activity.type) {
      case 'message':
        return message(activity);
      case 'invoke':
        return activity.name === 'adaptiveCard/action' ? press(activity) : { status: 501 };
      default:
        return arrive(activity);
    }
  };
}
