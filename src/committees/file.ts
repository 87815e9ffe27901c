import { z } from 'zod';
import { type JsonRead, readJson } from '../json-file.ts';
import { committeesProblem } from '../texts/committees.ts';

const text = z.string().trim().min(1);
const email = text.refine((said) => /^[^@\s]+@[^@\s]+$/.test(said), 'not-an-email');
const ids = z.strictObject({ slack: text.optional(), teams: text.optional() }).default({});

const entry = z
  .strictObject({
    /** Path of its programme file, from the folder of this file. */
    programme: text,
    admins: z.array(email).default([]),
    channels: z.strictObject({ committee: ids, general: ids }).partial().default({}),
    /** Its workspace; the token's own place is the environment. */
    slack: z
      .strictObject({
        team: text.refine((said) => /^[TE][A-Z0-9]+$/.test(said), 'not-a-team'),
        botTokenVariable: text.refine((said) => /^[A-Z_][A-Z0-9_]*$/i.test(said), 'not-a-variable'),
      })
      .optional(),
    /** Its tenants; that of the app where they are left out. */
    teams: z.strictObject({ tenants: z.array(text).min(1).optional() }).optional(),
    /** Where its data lie; `comites/<id>` in PAT_DATA_DIR where it is left out. */
    dataDir: text.optional(),
  })
  .refine((said) => said.slack !== undefined || said.teams !== undefined, 'no-platform');

const schema = z.strictObject({ committees: z.array(entry).min(1) }).superRefine((file, context) => {
  const seen = new Map<string, string>();
  /** Notes that `key` means `value`; a second meaning is an error at `path`. */
  const single = (key: string, value: string, problem: string, ...path: (string | number)[]): void => {
    const before = seen.get(key);
    if (before === undefined) seen.set(key, value);
    else if (before !== value) context.addIssue({ code: 'custom', message: problem, path });
  };
  file.committees.forEach(({ slack, channels, dataDir }, n) => {
    const own = String(n);
    if (slack) {
      const at = ['committees', n, 'slack', 'botTokenVariable'] as const;
      single(`team ${slack.team}`, slack.botTokenVariable, 'other-token', ...at);
      single(`token ${slack.botTokenVariable}`, slack.team, 'other-team', ...at);
    }
    if (dataDir !== undefined) single(`dir ${dataDir}`, own, 'same-folder', 'committees', n, 'dataDir');
    for (const audience of ['committee', 'general'] as const)
      for (const platform of ['slack', 'teams'] as const) {
        const id = channels[audience]?.[platform];
        // A Slack channel's id means something in its workspace only.
        const home = platform === 'slack' ? (slack?.team ?? '') : '';
        const at = ['committees', n, 'channels', audience, platform] as const;
        if (id !== undefined) single(`${platform} ${home} ${id}`, own, 'same-channel', ...at);
      }
  });
});

/** A committee as the file of PAT_COMMITTEES lists it. */
export type ListedCommittee = z.output<typeof entry>;

/** The committees of a file's text, or every error in it with its place. */
export function parseCommittees(
  jsonText: string,
): JsonRead<{ readonly committees: readonly ListedCommittee[] }> {
  return readJson(jsonText, schema, committeesProblem);
}
