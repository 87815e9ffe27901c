import type { webApi } from '@slack/bolt';
import type { Logger } from 'pino';
import { failureOf, slackCode } from './outcome.ts';
import { botScopes } from './surface.ts';

/** The workspace that the bot belongs to, and who the bot is in it. */
export interface Team {
  readonly id: string;
  readonly name: string;
  /** Of an Enterprise Grid organisation, else null. */
  readonly enterprise: string | null;
  readonly botUser: string | null;
  readonly botId: string | null;
  /** Scopes that the code uses and the token lacks, as far as Slack says. */
  readonly missingScopes: readonly string[];
}

export interface TeamSource {
  /** The workspace, asked for until Slack has answered once; null while it has not. */
  get(): Promise<Team | null>;
  /** The same without asking. */
  known(): Team | null;
}

const badToken = new Set([
  'invalid_auth',
  'not_authed',
  'account_inactive',
  'token_revoked',
  'token_expired',
  'not_allowed_token_type',
]);

/**
 * Asks Slack who the bot is. `get` throws where Slack refuses the token, since waiting mends nothing; a Slack that
 * cannot be reached is asked again, at most every five seconds of `now`'s real time.
 */
export function createTeamSource(client: webApi.WebClient, log: Logger, now: () => number): TeamSource {
  let team: Team | null = null;
  let asking: Promise<Team | null> | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;

  async function ask(): Promise<Team | null> {
    try {
      const answer = await client.auth.test();
      const granted = answer.response_metadata?.scopes;
      team = {
        id: answer.team_id ?? '',
        name: answer.team ?? '',
        enterprise: answer.enterprise_id ?? null,
        botUser: answer.user_id ?? null,
        botId: answer.bot_id ?? null,
        missingScopes: granted === undefined ? [] : botScopes.filter((scope) => !granted.includes(scope)),
      };
      if (team.missingScopes.length > 0)
        log.warn({ missing: team.missingScopes }, 'the Slack token lacks scopes');
      return team;
    } catch (error) {
      const code = slackCode(error);
      if (code !== null && badToken.has(code)) throw new Error(`Slack refuses SLACK_BOT_TOKEN: ${code}`);
      log.warn({ outcome: failureOf(error) }, 'Slack does not answer');
      return null;
    } finally {
      asking = null;
    }
  }

  return {
    known: () => team,
    get() {
      if (team !== null) return Promise.resolve(team);
      if (asking !== null) return asking;
      if (now() - askedAt < 5000) return Promise.resolve(null);
      askedAt = now();
      asking = ask();
      return asking;
    },
  };
}
