import { type Command, note, refuse, say } from '../ask.ts';
import { fold } from '../input/words.ts';
import { correctRoster } from '../roster/correct.ts';
import { channel as channelTexts, roster as rosterTexts } from '../texts/secretary.ts';
import { rosterOn } from '../view.ts';
import { unitsOn } from './progress.ts';

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

/** How many people are on the roster, by unit. */
export const roster: Command = {
  words: ['plantilla'],
  may: 'secretary',
  run(ask) {
    if (fold(ask.tokens[0]?.text ?? '') === 'corregir')
      return correctRoster({ ...ask, tokens: ask.tokens.slice(1) });
    const units = [...unitsOn(ask.view, ask.today)].sort(([a], [b]) => a.localeCompare(b, 'es'));
    return say(rosterTexts.show([...rosterOn(ask.view, ask.today)].length, units, ask.today));
  },
};
