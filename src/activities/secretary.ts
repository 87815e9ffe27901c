import { type Command, note, refuse, say } from '../ask.ts';
import { fold } from '../input/words.ts';
import { shared } from '../texts/committees.ts';
import { channel as channelTexts } from '../texts/secretary.ts';

/** Makes the channel in which it is said the committee's or the general one. */
export const channel: Command = {
  words: ['canal'],
  may: 'secretary',
  run(ask) {
    const said = fold(ask.tokens[0]?.text ?? '');
    const audience = said === 'comite' ? 'committee' : said === 'general' ? 'general' : null;
    if (audience === null) return refuse(channelTexts.how());
    if (ask.channel === null || (ask.platform !== 'slack' && ask.platform !== 'teams'))
      return refuse(channelTexts.notHere());
    const { platform, channel } = ask;
    if (ask.channelTakenBy) return refuse(shared.channelTaken(ask.channelTakenBy));
    if (ask.view.channels.get(`${platform}/${audience}`) === channel)
      return say(channelTexts.claimed(audience));
    const key = `channel/${platform}/${audience}/${ask.view.head.seq + 1}`;
    return note(
      ask,
      { kind: 'channel.claimed', key, body: { platform, audience, channel } },
      channelTexts.claimed(audience),
    );
  },
};
