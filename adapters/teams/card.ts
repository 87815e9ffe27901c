/** The part of Adaptive Cards 1.5 that the renderer uses (adaptivecards.io/explorer). */
export interface Card {
  readonly type: 'AdaptiveCard';
  readonly $schema: string;
  readonly version: '1.5';
  readonly lang: 'es';
  readonly fallbackText: string;
  readonly body: readonly Element[];
}

export interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly size?: 'Small' | 'Medium' | 'Large';
  readonly weight?: 'Bolder';
  readonly color?: 'Accent' | 'Attention';
  readonly isSubtle?: boolean;
}

/** The only element that shows text: unlike TextBlock and FactSet it knows no markdown. */
export interface RichTextBlock {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly TextRun[];
  readonly spacing?: 'None' | 'Small';
}

export interface Execute {
  readonly type: 'Action.Execute';
  readonly title: string;
  readonly verb: 'pat';
  readonly data: ActionData;
  readonly style?: 'positive' | 'destructive';
  readonly associatedInputs?: 'none';
  /** For clients older than 1.4. */
  readonly fallback: {
    readonly type: 'Action.Submit';
    readonly title: string;
    readonly data: ActionData;
    readonly style?: 'positive' | 'destructive';
    readonly associatedInputs?: 'none';
  };
}

/** What a pressed button or a submitted form sends back, beside the form's own values. */
export interface ActionData {
  readonly words: string;
  readonly nonce?: string;
  /** The form itself, or `true` where it is too long to travel. */
  readonly form?: unknown;
}

export type Action =
  | Execute
  | { readonly type: 'Action.OpenUrl'; readonly title: string; readonly url: string };

interface InputBase {
  readonly id: string;
  readonly label: string;
  readonly isRequired?: boolean;
  readonly errorMessage?: string;
}

export type Input = InputBase &
  (
    | {
        readonly type: 'Input.Text';
        readonly isMultiline?: boolean;
        readonly maxLength: number;
        readonly placeholder?: string;
        readonly value?: string;
      }
    | {
        readonly type: 'Input.Number';
        readonly min: number;
        readonly max: number;
        readonly placeholder?: string;
        readonly value?: number;
      }
    | { readonly type: 'Input.Date'; readonly placeholder?: string; readonly value?: string }
    | {
        readonly type: 'Input.ChoiceSet';
        readonly style: 'compact' | 'expanded';
        readonly placeholder?: string;
        readonly wrap: true;
        readonly choices: readonly { readonly title: string; readonly value: string }[];
        readonly value?: string;
      }
  );

export type Element =
  | RichTextBlock
  | Input
  | { readonly type: 'Image'; readonly url: string; readonly altText: string; readonly size: 'Stretch' }
  | { readonly type: 'ActionSet'; readonly actions: readonly Action[] };
