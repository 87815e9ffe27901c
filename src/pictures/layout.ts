import type { Json } from '../entry.ts';

/** A part of a picture as satori takes it: flex boxes, texts, images. */
export interface Node {
  readonly type: string;
  readonly props: {
    readonly style?: Style;
    readonly children?: string | readonly Node[];
    readonly src?: string;
    readonly width?: number;
    readonly height?: number;
  };
}
export type Style = Readonly<Record<string, string | number>>;

/** A picture before it is drawn; sizes in pixels. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly background: string;
  /** SVG that lies under the content. */
  readonly under: string;
  readonly content: Node;
}

/** What can be drawn, as plain data. */
export type Drawing =
  /** `width` in pixels where it is not drawn in its own size. */
  | { readonly kind: 'picture'; readonly picture: Picture; readonly width?: number }
  /** A chart by its option, which is JSON: no functions. Sizes in pixels. */
  | { readonly kind: 'chart'; readonly width: number; readonly height: number; readonly option: Json };

/** A box around others. */
export const box = (style: Style, children: readonly Node[]): Node => ({
  type: 'div',
  props: { style: { display: 'flex', ...style }, children },
});

/** A line or paragraph of words. */
export const words = (text: string, style: Style): Node => ({
  type: 'div',
  props: { style: { display: 'flex', ...style }, children: text },
});

/** A picture of a size. */
export const image = (src: string, width: number, height: number, style: Style = {}): Node => ({
  type: 'img',
  props: { src, width, height, style },
});

/** A font size for a text: `most` up to so many characters, smaller for longer ones, never below `least`. */
export const sizeFor = (text: string, most: number, characters: number, least: number): number =>
  text.length <= characters ? most : Math.max(least, Math.round(most * Math.sqrt(characters / text.length)));
