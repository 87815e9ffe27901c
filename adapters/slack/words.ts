const entities: Record<string, string> = { '&lt;': '<', '&gt;': '>', '&amp;': '&' };

/** One `<…>` of Slack's markup as what the person saw or meant. */
function unmark(inner: string, botUser: string | null): string {
  const [target = '', label] = inner.split('|', 2);
  if (target.startsWith('@')) return target.slice(1) === botUser ? ' ' : `@${label ?? target.slice(1)}`;
  if (target.startsWith('#')) return `#${label ?? target.slice(1)}`;
  if (target.startsWith('!')) return label ?? `@${target.slice(1).split('^')[0]}`;
  // An e-mail or telephone is what it says; a link is its address.
  return /^(mailto|tel):/.test(target) ? (label ?? target.replace(/^\w+:/, '')) : target;
}

/** What a person wrote, out of Slack's markup: without the mention of the bot, without escapes. */
export function plainWords(text: string, botUser: string | null): string {
  return text
    .replace(/<((?:[@#!]|[a-z][a-z0-9+.-]*:)[^<>]+)>/gi, (_, inner: string) => unmark(inner, botUser))
    .replace(/&(?:lt|gt|amp);/g, (entity) => entities[entity] ?? entity)
    .trim();
}
