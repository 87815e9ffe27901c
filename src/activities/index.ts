import type { Command } from '../ask.ts';
import { asking, resend } from './asking.ts';
import { committee } from './committee.ts';
import { activityDone, delivery, report, session } from './committee-work.ts';
import { calendar, codes, complaint, questions } from './documents.ts';
import { caps, donations } from './donations.ts';
import { evaluation } from './evaluation.ts';
import { evidence } from './evidence.ts';
import { acknowledge, card, later } from './integrity-day.ts';
import { letter } from './letter.ts';
import { become, help, register } from './meta.ts';
import { pending } from './pending.ts';
import { absence, powerNote } from './personal.ts';
import { practices } from './practices.ts';
import { avance, checklist } from './progress.ts';
import { channel, nonWorkingDays, programme, roster } from './secretary.ts';
import { training } from './training.ts';
import { withdrawal } from './withdrawal.ts';

/** Everything that can be asked for, in reading order. */
export const commands: readonly Command[] = [
  help(() => commands),
  avance,
  codes,
  complaint,
  questions,
  calendar,

  checklist,
  training,
  letter,
  caps,
  donations,
  practices,
  evaluation,
  withdrawal,
  absence,
  powerNote,
  acknowledge,
  later,

  pending,
  activityDone,
  session,
  report,
  delivery,
  card,
  evidence,
  committee,
  register(() => commands),
  asking,
  resend,
  programme,
  nonWorkingDays,
  roster,
  channel,

  become,
];
