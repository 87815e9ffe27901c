/**
 * What Slack would refuse or what could act in blocks, by Slack's documentation and written apart from the renderer,
 * so that a wrong limit there does not go unseen here. Lengths are counted with &, < and > escaped.
 */

type Json = Record<string, unknown>;

const escaped = (text: string): number =>
  text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;').length;
const isObject = (value: unknown): value is Json =>
  value !== null && typeof value === 'object' && !Array.isArray(value);
const objects = (value: unknown): Json[] => (Array.isArray(value) ? value.filter(isObject) : []);

const unseen =
  /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]|\p{Surrogate}/u;

const surfaces = {
  message: { max: 50, types: ['header', 'rich_text', 'context', 'actions', 'image', 'section', 'divider'] },
  home: { max: 100, types: ['header', 'rich_text', 'context', 'actions', 'image', 'section', 'divider'] },
  modal: {
    max: 100,
    types: ['header', 'rich_text', 'context', 'actions', 'image', 'section', 'divider', 'input'],
  },
};
export type Surface = keyof typeof surfaces;

class Checker {
  readonly found: string[] = [];

  say(path: string, text: string): void {
    this.found.push(`${path}: ${text}`);
  }

  string(path: string, value: unknown, min: number, max: number): void {
    if (typeof value !== 'string') {
      this.say(path, 'is no string');
      return;
    }
    if (value.length < min) this.say(path, 'is too short');
    if (escaped(value) > max) this.say(path, `is longer than ${max}: ${escaped(value)}`);
  }

  visible(path: string, value: unknown, max: number): void {
    this.string(path, value, 1, max);
    if (typeof value === 'string' && unseen.test(value))
      this.say(path, 'has characters that hide or turn text');
    if (typeof value === 'string' && value.trim() === '') this.say(path, 'is blank');
  }

  plain(path: string, value: unknown, max: number): void {
    if (!isObject(value) || value.type !== 'plain_text') {
      this.say(path, 'is no plain_text');
      return;
    }
    if (value.emoji === true) this.say(path, 'would turn :names: into emoji');
    this.visible(`${path}.text`, value.text, max);
  }

  unique(path: string, values: unknown[]): void {
    if (new Set(values).size !== values.length) this.say(path, 'is not unique');
  }

  url(path: string, value: unknown): void {
    this.string(path, value, 1, 3000);
    if (typeof value !== 'string' || !/^https?:\/\/[^<>\s]+$/.test(value))
      this.say(path, 'is no web address');
  }

  richText(path: string, block: Json): void {
    const parts = objects(block.elements);
    if (parts.length === 0) this.say(path, 'is empty');
    for (const [i, part] of parts.entries()) {
      const at = `${path}.elements[${i}]`;
      const sections = part.type === 'rich_text_list' ? objects(part.elements) : [part];
      if (!['rich_text_section', 'rich_text_list'].includes(String(part.type)))
        this.say(at, `is ${part.type}`);
      if (sections.length === 0) this.say(at, 'is empty');
      for (const section of sections) {
        const inlines = objects(section.elements);
        if (inlines.length === 0) this.say(at, 'has an empty section');
        for (const inline of inlines) {
          // `user`, `usergroup`, `channel` and `broadcast` would notify; `emoji` and `date` would be made of text.
          if (inline.type !== 'text' && inline.type !== 'link') this.say(at, `has a ${inline.type}`);
          this.string(`${at}.text`, inline.text, 1, 3000);
          if (typeof inline.text === 'string' && unseen.test(inline.text))
            this.say(at, 'has hidden characters');
          if (inline.type === 'link') this.url(`${at}.url`, inline.url);
        }
      }
    }
  }

  button(path: string, button: Json): void {
    if (button.type !== 'button') this.say(path, `is ${button.type}`);
    this.plain(`${path}.text`, button.text, 75);
    this.string(`${path}.value`, button.value, 1, 2000);
    this.string(`${path}.action_id`, button.action_id, 1, 255);
    if (![undefined, 'primary', 'danger'].includes(button.style as string | undefined))
      this.say(path, 'has an unknown style');
  }

  options(path: string, select: Json): void {
    const groups = select.option_groups === undefined ? null : objects(select.option_groups);
    if ((groups === null) === (select.options === undefined)) this.say(path, 'needs options or groups');
    if (groups !== null && (groups.length === 0 || groups.length > 100))
      this.say(path, 'has too few or many groups');
    for (const group of groups ?? []) this.plain(`${path}.label`, group.label, 75);
    const lists = groups === null ? [objects(select.options)] : groups.map((group) => objects(group.options));
    for (const list of lists)
      if (list.length === 0 || list.length > 100) this.say(path, 'has too few or many options');
    const all = lists.flat();
    for (const option of all) {
      this.plain(`${path}.option.text`, option.text, 75);
      this.string(`${path}.option.value`, option.value, 1, 150);
    }
    this.unique(
      `${path}.options`,
      all.map((option) => option.value),
    );
    if (
      select.initial_option !== undefined &&
      !all.some((one) => JSON.stringify(one) === JSON.stringify(select.initial_option))
    )
      this.say(path, 'begins with an option that it does not have');
  }

  input(path: string, block: Json): void {
    this.plain(`${path}.label`, block.label, 2000);
    if (block.hint !== undefined) this.plain(`${path}.hint`, block.hint, 2000);
    const element = isObject(block.element) ? block.element : {};
    this.string(`${path}.action_id`, element.action_id, 1, 255);
    if (element.placeholder !== undefined) this.plain(`${path}.placeholder`, element.placeholder, 150);
    if (element.type === 'plain_text_input') {
      const max = Number(element.max_length);
      if (!(max >= 1 && max <= 3000)) this.say(path, 'has a bad max_length');
      if (element.initial_value !== undefined)
        this.string(`${path}.initial_value`, element.initial_value, 1, max);
    } else if (element.type === 'number_input') {
      if (typeof element.is_decimal_allowed !== 'boolean')
        this.say(path, 'does not say whether decimals may be');
      const [min, max, initial] = [element.min_value, element.max_value, element.initial_value].map((one) =>
        one === undefined ? undefined : Number(one),
      );
      if (min !== undefined && max !== undefined && !(min <= max))
        this.say(path, 'has its bounds the wrong way round');
      if (initial !== undefined && !(initial >= (min ?? -Infinity) && initial <= (max ?? Infinity)))
        this.say(path, 'begins out of its bounds');
    } else if (element.type === 'datepicker') {
      const day = element.initial_date;
      if (
        day !== undefined &&
        !(typeof day === 'string' && new Date(`${day}T00:00:00Z`).toISOString().startsWith(day))
      )
        this.say(path, 'begins with no day');
    } else if (element.type === 'static_select') this.options(path, element);
    else this.say(path, `is ${element.type}`);
  }

  block(path: string, block: Json): void {
    if (block.block_id !== undefined) this.string(`${path}.block_id`, block.block_id, 1, 255);
    if (block.type === 'header') this.plain(`${path}.text`, block.text, 150);
    if (block.type === 'rich_text') this.richText(path, block);
    if (block.type === 'context') {
      const elements = objects(block.elements);
      if (elements.length === 0 || elements.length > 10) this.say(path, 'has too few or many elements');
      for (const element of elements) this.plain(`${path}.element`, element, 3000);
    }
    if (block.type === 'image') {
      this.url(`${path}.image_url`, block.image_url);
      this.visible(`${path}.alt_text`, block.alt_text, 2000);
    }
    if (block.type === 'actions') {
      const elements = objects(block.elements);
      if (elements.length === 0 || elements.length > 25) this.say(path, 'has too few or many elements');
      for (const [i, element] of elements.entries()) this.button(`${path}.elements[${i}]`, element);
      this.unique(
        `${path}.action_id`,
        elements.map((element) => element.action_id),
      );
    }
    if (block.type === 'input') this.input(path, block);
  }
}

/** Everything wrong with the blocks of a surface; empty when Slack would take them and none of them acts by itself. */
export function violations(blocks: unknown, surface: Surface): string[] {
  const checker = new Checker();
  const { max, types } = surfaces[surface];
  const all = objects(blocks);
  if (!Array.isArray(blocks) || blocks.length !== all.length) checker.say('blocks', 'is no list of blocks');
  if (all.length === 0) checker.say('blocks', 'is empty');
  if (all.length > max) checker.say('blocks', `has more than ${max}: ${all.length}`);
  checker.unique(
    'block_id',
    all.flatMap((block) => block.block_id ?? []),
  );
  if (surface === 'message') {
    const json = JSON.stringify(blocks).length;
    // What people saw Slack take: slackapi/bolt-js issue 2867.
    if (json > 15_561) checker.say('blocks', `has ${json} characters of JSON`);
  }
  for (const [i, block] of all.entries()) {
    if (!types.includes(String(block.type))) checker.say(`blocks[${i}]`, `is ${block.type}`);
    checker.block(`blocks[${i}](${block.type})`, block);
  }
  return checker.found;
}

/** Everything wrong with a view. */
export function viewViolations(view: unknown): string[] {
  const checker = new Checker();
  if (!isObject(view)) return ['view: is no object'];
  if (view.type === 'home') return violations(view.blocks, 'home');
  if (view.type !== 'modal') checker.say('view', `is ${view.type}`);
  for (const part of ['title', 'submit', 'close']) checker.plain(`view.${part}`, view[part], 24);
  checker.string('view.private_metadata', view.private_metadata, 0, 3000);
  checker.string('view.callback_id', view.callback_id, 1, 255);
  return [...checker.found, ...violations(view.blocks, 'modal')];
}

/** Every text that people read in blocks, in order. */
export function textsOf(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(textsOf);
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, item]) =>
    typeof item === 'string' ? (key === 'text' || key === 'alt_text' ? [item] : []) : textsOf(item),
  );
}
