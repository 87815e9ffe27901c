import type { Decision } from './plan.ts';
import type { CurrentMember, RosterWarning } from './types.ts';

/**
 * What the secretary should know before importing. `kept`: people on the roster whom the file does not name and who
 * stay; `tooEarly`: people who left before the roster begins.
 */
export function warningsOf(
  decisions: readonly Decision[],
  kept: readonly CurrentMember[],
  tooEarly: number,
  today: string,
): RosterWarning[] {
  const staying = decisions.filter(({ row, member, steps }) => {
    const leaves = row.leave ?? (steps.length === 0 ? member?.leftOn : null) ?? null;
    return leaves === null || leaves > today;
  });
  const emails = new Map<string, number>();
  for (const { person } of [...staying, ...kept])
    if (person.email !== null) emails.set(person.email, (emails.get(person.email) ?? 0) + 1);
  const shared = [...emails.values()].filter((n) => n > 1);

  const counted = (kind: Exclude<RosterWarning['kind'], 'shared-email'>, people: number): RosterWarning[] =>
    people > 0 ? [{ kind, people }] : [];
  const count = (which: (d: Decision) => boolean) => decisions.filter(which).length;
  return [
    ...(shared.length > 0
      ? [{ kind: 'shared-email' as const, emails: shared.length, people: shared.reduce((a, b) => a + b, 0) }]
      : []),
    ...counted('no-email', staying.filter(({ person }) => person.email === null).length),
    ...counted(
      'bare-numbers',
      count(({ row }) => row.bare),
    ),
    ...counted(
      'zeros-differ',
      count(({ zeros }) => zeros),
    ),
    ...counted(
      'join-differs',
      count((d) => d.joinDiffers),
    ),
    ...counted(
      'leave-differs',
      count((d) => d.leaveDiffers),
    ),
    ...counted('left-before-start', tooEarly),
  ];
}
