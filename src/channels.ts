import type { Target } from './due/keys.ts';
import type { AccountId } from './ports/directory.ts';
import type { View } from './view.ts';

type PlatformName = AccountId['platform'];
type Audience = 'committee' | 'general';

/** Channels that the configuration names. */
export type NamedChannels = Readonly<Record<Audience, readonly Target[]>>;

/** A platform's channels: one that was claimed in chat comes before those that the configuration names. */
export function channelsOn(
  platform: PlatformName,
  audience: Audience,
  view: View,
  named: NamedChannels,
): readonly Target[] {
  const claimed = view.channels.get(`${platform}/${audience}`);
  if (claimed !== undefined) return [{ platform, kind: 'channel', id: claimed }];
  return named[audience].filter((t) => t.platform === platform);
}

/** Whether a channel is the committee's or its general one. */
export const ownsChannel = (platform: PlatformName, id: string, view: View, named: NamedChannels): boolean =>
  (['committee', 'general'] as const).some((audience) =>
    channelsOn(platform, audience, view, named).some((t) => t.id === id),
  );
