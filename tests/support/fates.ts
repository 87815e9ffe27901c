/** What a platform does with a post, and whether the process lives to hear of it. */
export const fates = [
  'ok',
  'ok',
  'ok',
  'limited',
  'refused',
  'lost',
  'dropped',
  'dies before',
  'dies after',
] as const;
