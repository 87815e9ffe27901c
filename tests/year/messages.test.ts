import { beforeAll, describe, expect, it } from 'vitest';
import { renderMessage as toSlack } from '../../adapters/slack/render.ts';
import { renderMessage as toTeams } from '../../adapters/teams/render.ts';
import type { Message } from '../../src/message.ts';
import { violations as slackViolations } from '../adapters/slack/violations.ts';
import { violations as teamsViolations } from '../adapters/teams/violations.ts';
import { yearMessages } from '../support/year-messages.ts';

describe('every message of the simulated year', () => {
  let messages: Message[];
  beforeAll(async () => {
    messages = await yearMessages();
    expect(messages.length).toBeGreaterThan(120);
  });

  it('stays within the limits of Slack and of Teams', () => {
    for (const message of messages) {
      expect(slackViolations(toSlack(message).blocks, 'message'), message.summary).toEqual([]);
      expect(teamsViolations(toTeams(message)), message.summary).toEqual([]);
    }
  });

  it('says in one line what it is about, and leaves no hole where a word should be', () => {
    for (const { summary, blocks } of messages) {
      expect(summary).toMatch(/^[^\n]{10,200}[.!]$/);
      expect(JSON.stringify(blocks)).not.toMatch(/undefined|NaN|null|\[object|NÚMERO/);
    }
  });
});
