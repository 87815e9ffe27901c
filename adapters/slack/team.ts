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

class WrongTeam extends Error {}

/**
 * Asks Slack who the bot is. `get` throws where Slack refuses the token, since waiting mends nothing; a Slack that
 * cannot be reached is asked again, at most every five seconds of `now`'s real time. `expected` is the workspace (or
 * organisation) that the token has to be of.
 */
export function createTeamSource(
  client: webApi.WebClient,
  log: Logger,
  now: () => number,
  expected: string | null = null,
): TeamSource {
  const whose = expected === null ? 'SLACK_BOT_TOKEN' : `the token of workspace ${expected}`;

  let team: Team | null = null;
  let asking: Promise<Team | null> | null = null;
  let askedAt = Number.NEGATIVE_INFINITY;

  async function ask(): Promise<Team | null> {
    try {
      const answer = await client.auth.test();
      const granted = answer.response_metadata?.scopes;
      if (expected !== null && expected !== answer.team_id && expected !== answer.enterprise_id)
        throw new WrongTeam(`${whose} is of ${answer.team_id ?? 'no workspace'}`);
      team = {
        id: expected ?? answer.team_id ?? '',
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
      if (error instanceof WrongTeam) throw error;
      const code = slackCode(error);
      if (code !== null && badToken.has(code)) throw new Error(`Slack refuses ${whose}: ${code}`);
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
