import type { BotOptions } from '../bot/options.ts';
import { channelsOn } from '../channels.ts';
import type { Journal } from '../journal.ts';
import type { PeopleBook } from '../people.ts';
import type { Chat } from '../ports/chat.ts';
import { currentProgramme } from '../programme/versions.ts';
import { erasedName } from '../texts/common.ts';
import type { View } from '../view.ts';
import { inOffice } from '../who.ts';
import type { Target } from './keys.ts';
import type { Situation } from './situation.ts';

interface Given extends Pick<BotOptions, 'programme' | 'channels' | 'now' | 'upkeep'> {
  readonly journal: Pick<Journal, 'view'>;
  readonly people: PeopleBook;
  /** Platforms that are on. */
  readonly chats: readonly Chat[];
  /** E-mails that hold the secretary's role whenever no secretary is in office, in lower case. */
  readonly admins: ReadonlySet<string>;
  readonly today: () => string;
}

/** How things stand at this instant, by the view of what is on disk unless another is given. */
export function situations({ journal, people, chats, admins, today, ...given }: Given) {
  const channelsOf = (audience: 'committee' | 'general', view: View): Target[] =>
    (['slack', 'teams'] as const)
      .filter((platform) => chats.some((c) => c.platform === platform))
      .flatMap((platform) => channelsOn(platform, audience, view, given.channels));

  return (view: View = journal.view()): Situation => {
    const [at, day] = [given.now(), today()];
    const secretaries = inOffice(view, day)
      .filter(({ role }) => role === 'secretary')
      .map(({ person }) => person);
    const stewards = secretaries.length > 0 ? secretaries : people.byEmails([...admins]).map((p) => p.id);
    const personally = stewards.flatMap((id) => people.reach(id) ?? []);
    const channels = channelsOf('committee', view);
    return {
      programme: currentProgramme(view, given.programme, day),
      view,
      now: at,
      general: channelsOf('general', view),
      committee: channels.length > 0 ? channels : personally,
      secretary: personally.length > 0 ? personally : channels,
      reach: people.reach,
      nameOf: (id) => people.people().byId(id)?.name ?? erasedName,
      label: people.label,
      textOf: people.textOf,
      ...(given.upkeep && { upkeep: given.upkeep() }),
    };
  };
}
