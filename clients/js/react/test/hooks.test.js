import { act, cleanup, render, screen, waitFor } from '@testing-library/react';
import { StrictMode, createElement as h } from 'react';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  PodiumProvider,
  useBadges,
  useChallenge,
  useChallenges,
  useConnection,
  useContest,
  useLeaderboard,
  usePoints,
  useStreak,
  useTier,
} from '../src/index.js';

const TOKEN = `x.${Buffer.from(JSON.stringify({ sub: 'ann', aud: 't', exp: 2e9 })).toString('base64url')}.y`;

/** Podium, as a test wants it. */
class FakePodium {
  view = {
    participant_id: 'ann',
    points: { available: 120, lifetime: 300, held: 30 },
    tier: { tier_id: 'silver', label: 'Silver', next: { tier_id: 'gold', label: 'Gold', points_required: 500, points_remaining: 200, progress_percent: 60 } },
    badges: [{ badge_id: 'b1', label: 'First', rarity: 'rare' }],
    streaks: [{ streak_id: 'daily', length: 2, longest: 4, active: true, at_risk: true, breaks_at: '2026-05-02T22:00:00Z', freezes: 1 }],
    challenges: [
      {
        challenge_id: 'fit',
        title: 'Fit',
        ends_at: null,
        completed: false,
        progress_percent: 40,
        objectives: [{ objective_id: 'quizzes', label: 'Quizzes', progress: 2, target: 5, completed: false, locked: false }],
      },
    ],
    contests: [{ contest_id: 'cup', title: 'Cup', state: 'active', rank: 3, score: 70 }],
  };
  reads = 0;
  streams = 0;
  boards = 0;
  fail = undefined;

  async participant(id) {
    expect(id).toBe('ann');
    this.reads++;
    if (this.fail) {
      throw this.fail;
    }
    return structuredClone(this.view);
  }
  programs = async () => ({
    programs: [
      { kind: 'streak', id: 'daily', milestones: [{ days: 7 }, { days: 3 }] },
      { kind: 'badge', id: 'first', label: 'The first' },
      { kind: 'contest', id: 'cup', title: 'The Cup', starts_at: '2026-04-01T00:00:00Z', ends_at: '2026-05-01T00:00:00Z' },
    ],
  });
  leaderboard = async (id, view) => ({
    contest_id: id,
    state: 'active',
    participants: 9,
    rows: [{ rank: 1, participant_id: view.around ?? 'bob', score: 90 }],
  });
  sendSync = vi.fn(async () => ({ event_id: 'evt_1', duplicate: false }));
  follow(id, onEvent, onState) {
    this.streams++;
    this.say = (state, error) => act(() => onState(state, error));
    this.push = (type, data) => act(() => onEvent({ type, id: '', data }));
    return () => this.streams--;
  }
  followBoard(id, view, onEvent) {
    this.boards++;
    this.pushBoard = (data) => act(() => onEvent({ type: 'leaderboard', id: '', data }));
    return () => this.boards--;
  }
}

let podium;
/** What hooks gave when they were drawn last. */
let shown;
beforeEach(() => {
  podium = new FakePodium();
  shown = {};
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
});

function draw(name, useIt, options = {}) {
  const Shows = () => {
    shown[name] = useIt();
    return h('p', null, `${name} ${shown[name].isLoading ? 'loading' : 'here'}`);
  };
  return render(
    h(StrictMode, null, h(PodiumProvider, { participantToken: TOKEN, apiBaseUrl: 'http://x', client: podium, ...options }, h(Shows))),
  );
}

const drawn = (name) => screen.findByText(`${name} here`);

test('points, tier, badges and contest are of one read', async () => {
  draw('all', () => ({ points: usePoints(), tier: useTier(), badges: useBadges(), contest: useContest({ contestId: 'cup' }), ...usePoints() }));
  await drawn('all');
  await waitFor(() => expect(shown.all.contest.contest).not.toBeNull());
  expect(shown.all.points).toMatchObject({ available: 120, lifetime: 300, pending: 30, isLoading: false, error: undefined });
  expect(shown.all.tier).toMatchObject({
    current: { id: 'silver', label: 'Silver' },
    next: { id: 'gold', label: 'Gold', pointsRequired: 500 },
    progressPercent: 60,
    pointsToNext: 200,
  });
  expect(shown.all.badges.badges).toEqual([{ id: 'b1', label: 'First', rarity: 'rare', earnedAt: null }]);
  expect(shown.all.contest).toMatchObject({ rank: 3, score: 70, state: 'active', contest: { title: 'The Cup' } });
  expect(podium.reads).toBeLessThanOrEqual(2); // strict mode mounts twice
  expect(podium.streams).toBe(1);
});

test('an outcome makes the bar move, once for several at once, and celebrates once', async () => {
  const onCompleted = vi.fn();
  draw('fit', () => useChallenge({ challengeId: 'fit', onCompleted }));
  await drawn('fit');
  expect(shown.fit).toMatchObject({ progressPercent: 40, isCompleted: false });
  expect(shown.fit.objectives).toEqual([{ id: 'quizzes', label: 'Quizzes', progress: 2, target: 5, isComplete: false, isLocked: false }]);
  const reads = podium.reads;
  podium.view.challenges[0].progress_percent = 100;
  podium.view.challenges[0].completed = true;
  podium.push('points', { outcome_id: 'o1' });
  podium.push('challenge', { outcome_id: 'o2', challenge_id: 'fit', challenge_completed: true });
  podium.push('challenge', { outcome_id: 'o3', challenge_id: 'other', challenge_completed: true });
  await waitFor(() => expect(shown.fit.progressPercent).toBe(100));
  expect(podium.reads).toBe(reads + 1);
  expect(onCompleted).toHaveBeenCalledExactlyOnceWith({ challengeId: 'fit', outcomeId: 'o2' });
});

test('a snapshot is drawn without another read', async () => {
  draw('points', () => usePoints());
  await drawn('points');
  const reads = podium.reads;
  podium.push('snapshot', { ...podium.view, points: { available: 7, lifetime: 7, held: 0 } });
  await waitFor(() => expect(shown.points.available).toBe(7));
  expect(podium.reads).toBe(reads);
});

test('a badge is earned with its label', async () => {
  const onEarned = vi.fn();
  draw('badges', () => useBadges({ onEarned }));
  await drawn('badges');
  podium.push('badge', { outcome_id: 'b9', badge_id: 'first' });
  expect(onEarned).toHaveBeenCalledExactlyOnceWith({ badgeId: 'first', label: 'The first', outcomeId: 'b9' });
});

test('a streak knows its next milestone and says when one is hit', async () => {
  const onMilestoneHit = vi.fn();
  const onSpendFreeze = vi.fn(async () => 'spent');
  draw('daily', () => useStreak({ streakId: 'daily', onMilestoneHit, onSpendFreeze }));
  await drawn('daily');
  await waitFor(() => expect(shown.daily.nextMilestone).toBe(3));
  expect(shown.daily).toMatchObject({ count: 2, freezesAvailable: 1, isAtRisk: true, gracePeriodEndsAt: new Date('2026-05-02T22:00:00Z') });
  podium.push('streak', { outcome_id: 's1', streak_id: 'daily', from: 2, to: 3 });
  podium.push('streak', { outcome_id: 's2', streak_id: 'daily', from: 3, to: 4 });
  podium.push('streak', { outcome_id: 's3', streak_id: 'other', from: 2, to: 3 });
  expect(onMilestoneHit).toHaveBeenCalledExactlyOnceWith({ length: 3, outcomeId: 's1' });
  await act(async () => expect(await shown.daily.spendFreeze()).toBe('spent'));
  expect(onSpendFreeze).toHaveBeenCalledOnce();
});

test('a board is followed while somebody looks, and knows who you are', async () => {
  const page = draw('board', () => ({ ...useLeaderboard({ id: 'cup', view: 'bracket' }), others: useLeaderboard({ id: 'cup', view: 'bracket' }) }));
  await drawn('board');
  await waitFor(() => expect(podium.boards).toBe(1));
  await waitFor(() => expect(shown.board.window).toEqual({ label: 'The Cup', endsAt: new Date('2026-05-01T00:00:00Z') }));
  expect(shown.board.rows).toEqual([{ rank: 1, score: 90, participantId: 'ann', displayName: 'ann', isYou: true }]);
  podium.pushBoard({ contest_id: 'cup', state: 'completed', participants: 2, rows: [{ rank: 1, participant_id: 'bob', display_name: 'Bob', score: 95 }] });
  expect(shown.board).toMatchObject({ state: 'completed', participants: 2 });
  expect(shown.board.rows[0]).toMatchObject({ displayName: 'Bob', isYou: false });
  page.unmount();
  await waitFor(() => expect(podium.boards).toBe(0));
  await waitFor(() => expect(podium.streams).toBe(0));
});

test('a bracket is empty before the first score and fills with it', async () => {
  const board = podium.leaderboard;
  podium.leaderboard = async () => {
    throw Object.assign(new Error('404'), { status: 404 });
  };
  draw('board', () => useLeaderboard({ id: 'cup', view: 'bracket' }));
  await drawn('board');
  expect(shown.board).toMatchObject({ rows: [], error: undefined });
  expect(podium.boards).toBe(0);
  podium.leaderboard = board;
  podium.push('contest', { outcome_id: 'c1', contest_id: 'cup' });
  await waitFor(() => expect(shown.board.rows).toHaveLength(1));
  await waitFor(() => expect(podium.boards).toBe(1));
});

test('submitEvent sends for the participant of the token', async () => {
  draw('fit', () => useChallenge({ challengeId: 'fit' }));
  await drawn('fit');
  const receipt = await shown.fit.submitEvent({ eventType: 'quiz', idempotencyKey: 'k', attributes: { score: 1 } });
  expect(receipt.duplicate).toBe(false);
  expect(podium.sendSync).toHaveBeenCalledWith({ participant_id: 'ann', event_type: 'quiz', idempotency_key: 'k', attributes: { score: 1 } });
});

test('an error is shown and goes away', async () => {
  podium.fail = new Error('away');
  draw('points', () => usePoints());
  await drawn('points');
  expect(shown.points.error).toBe(podium.fail);
  podium.fail = undefined;
  await act(() => shown.points.refetch());
  expect(shown.points).toMatchObject({ error: undefined, available: 120 });
});

test('what could not be read is read again when there is a connection', async () => {
  podium.fail = new Error('away');
  draw('all', () => ({ ...usePoints(), connection: useConnection() }));
  await drawn('all');
  expect(shown.all.error).toBe(podium.fail);
  podium.fail = undefined;
  podium.say('connected');
  await waitFor(() => expect(shown.all).toMatchObject({ available: 120, error: undefined }));
  expect(shown.all.connection.state).toBe('connected');
  podium.say('ended', podium);
  expect(shown.all.connection).toEqual({ state: 'ended', error: podium });
});

test('what could not be read is read again after a while, but not what is refused', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  podium.fail = new Error('away');
  draw('points', () => usePoints());
  await drawn('points');
  podium.fail = Object.assign(new Error('403'), { status: 403 });
  await act(() => vi.advanceTimersByTimeAsync(10_100));
  expect(shown.points.error).toBe(podium.fail);
  const reads = podium.reads;
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect(podium.reads).toBe(reads);
});

test('a token that can’t be had at first is asked for again', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  let tokens = 0;
  const getToken = () => {
    if (tokens++ < 2) {
      throw new Error('no session');
    }
    return TOKEN;
  };
  draw('all', () => ({ ...usePoints(), connection: useConnection() }), { participantToken: undefined, getToken });
  await waitFor(() => expect(shown.all.connection.error).toMatchObject({ message: 'no session' }));
  await act(() => vi.advanceTimersByTimeAsync(20_000));
  expect(podium.streams).toBe(1);
  await waitFor(() => expect(shown.all).toMatchObject({ available: 120, error: undefined }));
});

test('a callback that fails concerns no other', async () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  const onCompleted = vi.fn();
  draw('two', () => ({
    ...useChallenge({
      challengeId: 'fit',
      onCompleted: () => {
        throw new Error('of the application');
      },
    }),
    other: useChallenge({ challengeId: 'fit', onCompleted }),
  }));
  await drawn('two');
  podium.push('challenge', { outcome_id: 'o1', challenge_id: 'fit', challenge_completed: true });
  expect(onCompleted).toHaveBeenCalledOnce();
  expect(error).toHaveBeenCalled();
  error.mockRestore();
});

test('without live it asks again, more often for challenges, and not in a hidden tab', async () => {
  vi.useFakeTimers({ shouldAdvanceTime: true });
  draw('all', () => ({ points: usePoints(), ...useChallenges() }), { live: false });
  await drawn('all');
  expect(podium.streams).toBe(0);
  const reads = podium.reads;
  await act(() => vi.advanceTimersByTimeAsync(15_100));
  expect(podium.reads).toBe(reads + 1);
  vi.spyOn(document, 'visibilityState', 'get').mockReturnValue('hidden');
  await act(() => vi.advanceTimersByTimeAsync(60_000));
  expect(podium.reads).toBe(reads + 1);
});

test('a hook without a provider says what is missing', () => {
  const error = vi.spyOn(console, 'error').mockImplementation(() => {});
  const Alone = () => h('p', null, usePoints().available);
  expect(() => render(h(Alone))).toThrow('expected a PodiumProvider');
  error.mockRestore();
});
