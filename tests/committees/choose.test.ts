import { describe, expect, it } from 'vitest';
import { type Candidate, choose, type Said } from '../../src/committees/choose.ts';

const of = (id: string, as?: 'member' | 'former' | 'visitor', since: string | null = null): Candidate => ({
  id,
  standing: as ? { as, since } : null,
  ownsChannel: false,
});
const owned = (candidate: Candidate): Candidate => ({ ...candidate, ownsChannel: true });
const said = (candidates: readonly Candidate[], more: Partial<Said> = {}) =>
  choose({ candidates, overheard: false, guest: false, named: null, ...more });
const one = (id: string) => ({ is: 'one', id });

describe('which committee is meant', () => {
  it('is nobody’s where no committee is served', () => {
    expect(said([])).toEqual({ is: 'nowhere' });
  });

  it('is the only one of the workspace, whoever speaks', () => {
    expect(said([of('a')])).toEqual(one('a'));
    expect(said([of('a')], { guest: true, overheard: true, named: 'b' })).toEqual(one('a'));
  });

  it('is that of the roster where several share a workspace', () => {
    expect(said([of('a'), of('b', 'member')])).toEqual(one('b'));
    expect(said([of('a', 'member', '2024-01-01'), of('b')])).toEqual(one('a'));
    expect(said([of('a', 'former', '2024-01-01'), of('b', 'member')])).toEqual(one('b'));
    expect(said([of('a', 'visitor', '2024-01-01'), of('b', 'member')])).toEqual(one('b'));
  });

  it('is asked of who is on several rosters, until one account says so; the last that did counts', () => {
    expect(said([of('a', 'member'), of('b', 'member'), of('c')])).toEqual({
      is: 'several',
      ids: ['a', 'b'],
    });
    expect(said([of('a', 'member'), of('b', 'member', '2024-01-01')])).toEqual(one('b'));
    expect(said([of('a', 'member', '2024-02-01'), of('b', 'member', '2024-01-01')])).toEqual(one('a'));
  });

  it('is whoever knew the person before, where no roster has them', () => {
    expect(said([of('a'), of('b', 'former', '2024-01-01')])).toEqual(one('b'));
    expect(said([of('a', 'visitor', '2024-02-01'), of('b', 'former', '2024-01-01')])).toEqual(one('a'));
    expect(said([of('a', 'former'), of('b')])).toEqual(one('a'));
    expect(said([of('a', 'former'), of('b', 'former')])).toEqual({ is: 'none' });
    expect(said([of('a'), of('b')])).toEqual({ is: 'none' });
  });

  it('is the channel’s after a mention, whoever speaks', () => {
    expect(said([owned(of('a')), of('b', 'member')], { overheard: true })).toEqual(one('a'));
    expect(said([owned(of('a')), of('b')], { overheard: true, guest: true })).toEqual(one('a'));
  });

  it('is the own one for private words in another’s channel; the channel decides among own ones', () => {
    expect(said([owned(of('a')), of('b', 'member')])).toEqual(one('b'));
    expect(said([owned(of('a', 'member')), of('b', 'member', '2024-01-01')])).toEqual(one('a'));
  });

  it('is that of the pressed button, for its own people and for who is on no roster', () => {
    const both = [of('a', 'member', '2024-01-01'), of('b', 'member')];
    expect(said(both, { named: 'b' })).toEqual(one('b'));
    expect(said([of('a', 'member'), of('b')], { named: 'b' })).toEqual(one('a'));
    expect(said([of('a'), of('b')], { named: 'b' })).toEqual(one('b'));
    expect(said([of('a'), of('b')], { named: 'b', guest: true })).toEqual({ is: 'none' });
    expect(said([of('a'), of('b')], { named: 'elsewhere' })).toEqual({ is: 'none' });
  });
});
