import { activities } from './activities.ts';
import { addressees } from './addressees.ts';
import { cards } from './cards.ts';
import { days } from './days.ts';
import { documents } from './documents.ts';
import { occurrences } from './occurrences.ts';
import type { Section } from './table.ts';

/** What of a programme the secretary edits as a table, by its word in chat. */
export const sections: readonly Section[] = [activities, occurrences, cards, addressees, documents, days];
