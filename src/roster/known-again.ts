import type { PeopleBook } from '../people.ts';
import type { PlanOptions } from './types.ts';

/** Whose row of a roster file it is among those who were forgotten; whoever is known under that number is not. */
export function knownAgain(
  people: Pick<PeopleBook, 'people' | 'forgotten'>,
): NonNullable<PlanOptions['forgotten']> {
  const forgotten = people.forgotten();
  return ({ number, email }) => {
    if (people.people().byNumber(number)) return null;
    const same = forgotten.byNumber(number);
    if (same) return { person: same.person, by: 'number' };
    const alike = email === null ? null : forgotten.byEmail(email);
    return alike && { person: alike.person, by: 'email' };
  };
}
