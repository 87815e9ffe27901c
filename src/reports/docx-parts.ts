import { AlignmentType, HeadingLevel, Paragraph, TextRun } from 'docx';
import { legible } from '../input/clean.ts';

interface TextOptions {
  readonly size?: number;
  readonly bold?: boolean;
  readonly italics?: boolean;
  readonly color?: string;
  readonly align?: 'left' | 'center' | 'right' | 'justified';
  readonly before?: number;
  readonly after?: number;
  readonly keepNext?: boolean;
}

const alignments = {
  left: AlignmentType.LEFT,
  center: AlignmentType.CENTER,
  right: AlignmentType.RIGHT,
  justified: AlignmentType.JUSTIFIED,
};

/** A paragraph of plain words; `size` in half points. */
export function paragraph(text: string, options: TextOptions = {}): Paragraph {
  const { size, bold, italics, color, align = 'left', before = 0, after = 80, keepNext = false } = options;
  return new Paragraph({
    alignment: alignments[align],
    spacing: { before, after },
    keepNext,
    children: [
      new TextRun({
        text: legible(text),
        ...(size !== undefined && { size }),
        ...(bold !== undefined && { bold }),
        ...(italics !== undefined && { italics }),
        ...(color !== undefined && { color }),
      }),
    ],
  });
}

export const title = (text: string): Paragraph =>
  new Paragraph({
    heading: HeadingLevel.TITLE,
    alignment: AlignmentType.CENTER,
    spacing: { after: 60 },
    children: [new TextRun(legible(text))],
  });

export const heading = (text: string): Paragraph =>
  new Paragraph({ heading: HeadingLevel.HEADING_1, keepNext: true, children: [new TextRun(legible(text))] });
