import { type Draft, type Entry, seal } from '../entry.ts';
import { step } from '../fold.ts';
import type { Steps } from '../steps.ts';
import type { View } from '../view.ts';

/** Drafts as entries that a working copy knows from then on, step by step. */
export function* sealing(
  committee: string,
  working: View,
  drafts: readonly Draft[],
  recordedAt: string,
): Steps<Entry[]> {
  const entries: Entry[] = [];
  for (const draft of drafts) {
    const [entry] = seal(committee, working.head, [draft], recordedAt);
    step(working, entry!);
    entries.push(entry!);
    yield;
  }
  return entries;
}
