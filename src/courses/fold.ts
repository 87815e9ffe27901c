import { fold } from '../input/words.ts';
import type { Steps } from '../view/steps.ts';

/** How the view takes in what is recorded of courses. */
export const courseSteps = {
  'course.opened': (view, e) => {
    view.courses.set(courseKey(e.body.course, e.occurredOn), { ...e.body, on: e.occurredOn });
  },
} satisfies Steps;

/** What makes courses the same: case, accents and spaces aside, and the day. */
const courseKey = (course: string, on: string): string => `${fold(course).replaceAll(' ', '')}/${on}`;
