import type { Command } from '../ask.ts';
import { accredit } from './accreditation.ts';
import { agreements } from './agreements.ts';
import { asking, resend } from './asking.ts';
import { board } from './board.ts';
import { committee } from './committee.ts';
import { activityDone } from './committee-work.ts';
import { complaintFigures } from './complaint-figures.ts';
import { correction } from './correction.ts';
import { courses, officialFigure } from './courses.ts';
import { deliveries, delivery } from './delivery.ts';
import { calendar, codes, complaint, questions } from './documents.ts';
import { caps, donations } from './donations.ts';
import { evaluation } from './evaluation.ts';
import { evidence } from './evidence.ts';
import { checklist, home } from './home.ts';
import { acknowledge, card, later } from './integrity-day.ts';
import { letter } from './letter.ts';
import { become, help, register, thanked } from './meta.ts';
import { myData } from './my-data.ts';
import { origin, whence } from './origin.ts';
import { pending } from './pending.ts';
import { absence, powerNote } from './personal.ts';
import { practices } from './practices.ts';
import { nonWorkingDays, programme } from './programme.ts';
import { avance } from './progress.ts';
import { registers } from './registers.ts';
import { report } from './reports.ts';
import { restoration } from './restoration.ts';
import { roster } from './roster.ts';
import { channel } from './secretary.ts';
import { session } from './sessions.ts';
import { letters, responsables, sheet, sheets } from './sheets.ts';
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

  home,
  checklist,
  myData,
  courses,
  training,
  letter,
  caps,
  donations,
  practices,
  evaluation,
  withdrawal,
  correction(() => commands),
  absence,
  powerNote,
  acknowledge,
  later,

  board,
  pending,
  sheet(() => commands),
  sheets,
  letters,
  responsables,
  activityDone,
  session,
  agreements,
  report,
  delivery,
  deliveries,
  complaintFigures,
  card,
  evidence,
  committee,
  register(() => commands),
  registers(() => commands),
  accredit(() => commands),
  officialFigure,
  origin,
  whence,
  asking,
  resend,
  programme,
  nonWorkingDays,
  roster,
  channel,
  restoration,

  thanked,
  become,
];
