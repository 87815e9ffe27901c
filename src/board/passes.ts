import { auditPath, boardPath, enterPath } from '../ports/board.ts';
import type { Tokens } from '../ports/tokens.ts';

/** Who gets a link: a person's id, and whether the environment alone makes them an administrator. */
export interface Holder {
  readonly person: string;
  readonly admin: boolean;
}

/** Links to the board, for whoever may have one. */
export interface BoardLinks {
  /** An address that works once and for minutes, for this person. */
  personal(holder: Holder): string;
  /** The address of an auditor's token, which the ledger knows by its hash. */
  audit(token: string): string;
}

/** Personal links that were made and not spent. */
export interface BoardPasses extends BoardLinks {
  /** Whether a token opens the board, without spending it. */
  holds(token: string): Promise<boolean>;
  /** Whose token it is; it works no more. Null where it does not work. */
  spend(token: string): Promise<Holder | null>;
}

interface Options {
  /** Where people reach the bot, without a slash at its end. */
  readonly publicUrl: string;
  readonly tokens: Pick<Tokens, 'issue' | 'get' | 'take'>;
}

/** Makes and spends personal links to the board. */
export function createPasses({ publicUrl, tokens }: Options): BoardPasses {
  return {
    personal: ({ person, admin }) =>
      `${publicUrl}${boardPath}${enterPath}/${tokens.issue('pass', { person, admin })}`,
    audit: (made) => `${publicUrl}${boardPath}${auditPath}/${made}`,
    holds: async (said) => (await tokens.get('pass', said)) !== null,
    spend: async (said) => ((await tokens.take('pass', said))?.value as Holder | undefined) ?? null,
  };
}
