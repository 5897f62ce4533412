import { createContext, createElement, useCallback, useContext, useEffect, useMemo, useRef, useSyncExternalStore } from 'react';
import { Session } from './session.js';

/** @type {import('react').Context<Session | null>} */
const SessionContext = createContext(/** @type {Session | null} */ (null));

/**
 * Connects the hooks below it with Podium, for one participant.
 *
 * @param {import('./session.js').SessionOptions & {children?: import('react').ReactNode}} props
 */
export function PodiumProvider({ children, ...options }) {
  const { tenantId, participantToken, apiBaseUrl, live } = options;
  // A function that is written anew with each drawing is no other session.
  const getToken = useRef(options.getToken);
  getToken.current = options.getToken;
  const urls = Array.isArray(apiBaseUrl) ? apiBaseUrl.join(' ') : apiBaseUrl;
  const session = useMemo(
    () =>
      new Session({
        ...options,
        getToken: getToken.current && (() => /** @type {() => Promise<string> | string} */ (getToken.current)()),
      }),
    [tenantId, participantToken, urls, live, options.client],
  );
  return createElement(SessionContext.Provider, { value: session }, children);
}

function useSession() {
  const session = useContext(SessionContext);
  if (session === null) {
    throw new Error('expected a PodiumProvider above this hook, but there is none');
  }
  return session;
}

/**
 * @param {string} resource
 * @param {() => Promise<any>} read
 */
function useResource(resource, read) {
  const session = useSession();
  const latest = useRef(read);
  latest.current = read;
  const subscribe = useCallback(
    (/** @type {() => void} */ onChange) => session.cache.want(resource, () => latest.current(), onChange),
    [session, resource],
  );
  const snapshot = useCallback(() => session.cache.get(resource), [session, resource]);
  const entry = useSyncExternalStore(subscribe, snapshot, snapshot);
  const refetch = useCallback(() => session.cache.refetch(resource), [session, resource]);
  return {
    data: entry.data,
    isLoading: entry.data === undefined && entry.error === undefined,
    isFetching: entry.isFetching,
    error: entry.error,
    refetch,
  };
}

/**
 * @param {'participant' | 'challenges'} kind
 * @param {(event: import('@podium/client').StreamEvent) => void} [onOutcome]
 */
function useParticipant(kind, onOutcome) {
  const session = useSession();
  const resource = session.participantResource;
  const read = useResource(resource, session.readParticipant);
  const latest = useRef(onOutcome);
  latest.current = onOutcome;
  useEffect(() => session.listen((event) => latest.current?.(event)), [session]);
  useEffect(() => session.poll(resource, kind), [session, resource, kind]);
  return read;
}

/**
 * How it stands with what is pushed: `state` is `connected`, `waiting` (a connection is being made, or made again) or
 * `ended`, then `error` says why. What is shown stays, and moves again when it is connected.
 */
export function useConnection() {
  const session = useSession();
  return useSyncExternalStore(session.watchConnection, session.connection, session.connection);
}

/** What is shown around a participant who has no score yet. */
const NO_SCORE = Object.freeze({ state: null, participants: 0, rows: [] });

/** The definitions that participants may know. */
function usePrograms() {
  const session = useSession();
  return useResource('programs', session.readPrograms);
}

/**
 * @template T
 * @param {{data: any, isLoading: boolean, isFetching: boolean, error: unknown, refetch: () => Promise<void>}} read
 * @param {T} value
 */
function result(read, value) {
  const { isLoading, isFetching, error, refetch } = read;
  return { ...value, isLoading, isFetching, error, refetch };
}

/** The participant's points: what can be spent, what was ever earned, and what is held for purchases. */
export function usePoints() {
  const read = useParticipant('participant');
  const points = read.data?.points;
  return result(read, {
    available: /** @type {number} */ (points?.available ?? 0),
    lifetime: /** @type {number} */ (points?.lifetime ?? 0),
    pending: /** @type {number} */ (points?.held ?? 0),
  });
}

/** The participant's tier and the way to the next. */
export function useTier() {
  const read = useParticipant('participant');
  const tier = read.data?.tier;
  const next = tier?.next ?? null;
  return result(read, {
    current: tier?.tier_id ? { id: tier.tier_id, label: tier.label } : null,
    next: next && { id: next.tier_id, label: next.label, pointsRequired: next.points_required },
    progressPercent: /** @type {number} */ (next ? next.progress_percent : tier?.tier_id ? 100 : 0),
    pointsToNext: /** @type {number} */ (next?.points_remaining ?? 0),
  });
}

/**
 * The participant's badges.
 *
 * @param {{onEarned?: (badge: {badgeId: string, label: string, outcomeId: string}) => void}} [options] a badge that is earned while the
 *     page is open; each once
 */
export function useBadges({ onEarned } = {}) {
  const programs = usePrograms();
  const read = useParticipant('participant', ({ type, data }) => {
    if (type === 'badge') {
      const label = definitionOf(programs.data, 'badge', data.badge_id)?.label ?? data.badge_id;
      onEarned?.({ badgeId: data.badge_id, label, outcomeId: data.outcome_id });
    }
  });
  const badges = /** @type {any[]} */ (read.data?.badges ?? []).map((badge) => ({
    id: badge.badge_id,
    label: badge.label,
    rarity: badge.rarity ?? null,
    earnedAt: badge.earned_at ?? null,
  }));
  return result(read, { badges });
}

/**
 * One of the participant's streaks.
 *
 * @param {object} options
 * @param {string} options.streakId
 * @param {(milestone: {length: number, outcomeId: string}) => void} [options.onMilestoneHit] each once
 * @param {() => Promise<unknown>} [options.onSpendFreeze] has your server spend a freeze: a device may not
 */
export function useStreak({ streakId, onMilestoneHit, onSpendFreeze }) {
  const programs = usePrograms();
  const definition = definitionOf(programs.data, 'streak', streakId);
  const milestones = /** @type {any[]} */ (definition?.milestones ?? [])
    .map((milestone) => /** @type {number} */ (milestone.days ?? milestone.count))
    .sort((a, b) => a - b);
  const read = useParticipant('participant', ({ type, data }) => {
    if (type === 'streak' && data.streak_id === streakId) {
      milestones
        .filter((length) => data.from < length && length <= data.to)
        .forEach((length) => onMilestoneHit?.({ length, outcomeId: data.outcome_id }));
    }
  });
  const streak = /** @type {any[]} */ (read.data?.streaks ?? []).find((one) => one.streak_id === streakId);
  const count = /** @type {number} */ (streak?.length ?? 0);
  const nextMilestone = milestones.find((length) => length > count);
  const { refetch } = read;
  return result(read, {
    count,
    longest: /** @type {number} */ (streak?.longest ?? 0),
    isActive: streak?.active === true,
    isAtRisk: streak?.at_risk === true,
    freezesAvailable: /** @type {number} */ (streak?.freezes ?? 0),
    gracePeriodEndsAt: streak?.breaks_at ? new Date(streak.breaks_at) : null,
    nextMilestone: nextMilestone ?? null,
    spendFreeze: async () => {
      if (!onSpendFreeze) {
        throw new Error('expected onSpendFreeze, since only a server may spend a freeze');
      }
      const done = await onSpendFreeze();
      await refetch();
      return done;
    },
  });
}

/** All challenges that the participant may take part in. */
export function useChallenges() {
  const read = useParticipant('challenges');
  return result(read, { challenges: /** @type {any[]} */ (read.data?.challenges ?? []).map(challengeOf) });
}

/**
 * One challenge.
 *
 * @param {object} options
 * @param {string} options.challengeId
 * @param {(challenge: {challengeId: string, outcomeId: string}) => void} [options.onCompleted] once, when it is completed
 *     while the page is open
 */
export function useChallenge({ challengeId, onCompleted }) {
  const session = useSession();
  const read = useParticipant('challenges', ({ type, data }) => {
    if (type === 'challenge' && data.challenge_id === challengeId && data.challenge_completed === true) {
      onCompleted?.({ challengeId, outcomeId: data.outcome_id });
    }
  });
  const found = /** @type {any[]} */ (read.data?.challenges ?? []).find((one) => one.challenge_id === challengeId);
  const challenge = found ? challengeOf(found) : null;
  const submitEvent = useCallback(
    /**
     * @param {{eventType: string, idempotencyKey?: string, attributes?: Record<string, unknown>}} event
     * @returns {Promise<import('@podium/client').SyncReceipt>}
     */
    async (event) => {
      const participant_id = await session.participantId();
      return session.client.sendSync({
        participant_id,
        event_type: event.eventType,
        idempotency_key: event.idempotencyKey,
        attributes: event.attributes,
      });
    },
    [session],
  );
  return result(read, {
    challenge,
    objectives: challenge?.objectives ?? [],
    isCompleted: challenge?.isCompleted ?? false,
    progressPercent: challenge?.progressPercent ?? 0,
    submitEvent,
  });
}

/**
 * A contest's board: its best, or those around the participant.
 *
 * @param {object} options
 * @param {string} options.id of the contest
 * @param {'top' | 'bracket'} [options.view]
 * @param {number} [options.limit] rows of the top
 * @param {number} [options.bracketSize] rows around the participant
 */
export function useLeaderboard({ id, view = 'top', limit = 10, bracketSize = 5 }) {
  const session = useSession();
  const programs = usePrograms();
  const bracket = view === 'bracket';
  const resource = bracket ? `board:${id}:bracket:${bracketSize}` : `board:${id}:top:${limit}`;
  const participant = useResource('participant-id', () => session.participantId());
  const own = /** @type {string | undefined} */ (participant.data);
  const boardView = useMemo(
    () => (bracket ? { limit: bracketSize, around: own } : { limit }),
    [bracket, bracketSize, limit, own],
  );
  const read = useResource(resource, async () => {
    const around = bracket ? await session.participantId() : undefined;
    return session.client.leaderboard(id, around ? { limit: bracketSize, around } : { limit }).catch((failure) => {
      if (around && failure.status === 404) {
        return NO_SCORE;
      }
      throw failure;
    });
  });
  // Around somebody without a score there is nothing to follow: the first score is the participant's own outcome.
  const followed = read.data !== undefined && read.data !== NO_SCORE;
  useEffect(
    () => (followed ? session.watchBoard(resource, id, boardView) : undefined),
    [session, resource, id, boardView, followed],
  );
  useEffect(
    () =>
      bracket && !followed
        ? session.listen(({ type, data }) => {
            if (type === 'contest' && data.contest_id === id) {
              session.cache.changed(resource);
            }
          })
        : undefined,
    [session, resource, id, bracket, followed],
  );
  const definition = definitionOf(programs.data, 'contest', id);
  const endsAt = useRef(/** @type {Date | undefined} */ (undefined));
  endsAt.current = definition?.ends_at ? new Date(definition.ends_at) : undefined;
  useEffect(() => session.poll(resource, 'board', () => endsAt.current), [session, resource]);
  const rows = /** @type {any[]} */ (read.data?.rows ?? []).map((row) => ({
    rank: /** @type {number} */ (row.rank),
    score: /** @type {number} */ (row.score),
    participantId: /** @type {string} */ (row.participant_id),
    displayName: /** @type {string} */ (row.display_name ?? row.participant_id),
    isYou: row.participant_id === own,
  }));
  return result(read, {
    rows,
    state: /** @type {string | null} */ (read.data?.state ?? null),
    participants: /** @type {number} */ (read.data?.participants ?? 0),
    window: definition ? { label: definition.title ?? null, endsAt: endsAt.current ?? null } : null,
  });
}

/**
 * A contest, and the participant's rank in it.
 *
 * @param {{contestId: string}} options
 */
export function useContest({ contestId }) {
  const programs = usePrograms();
  const read = useParticipant('participant');
  const place = /** @type {any[]} */ (read.data?.contests ?? []).find((one) => one.contest_id === contestId);
  const definition = definitionOf(programs.data, 'contest', contestId);
  return result(read, {
    contest: definition
      ? {
          id: contestId,
          title: definition.title ?? null,
          startsAt: definition.starts_at ? new Date(definition.starts_at) : null,
          endsAt: definition.ends_at ? new Date(definition.ends_at) : null,
        }
      : null,
    rank: /** @type {number | null} */ (place?.rank ?? null),
    score: /** @type {number | null} */ (place?.score ?? null),
    state: /** @type {string | null} */ (place?.state ?? null),
  });
}

/** @param {any} challenge */
function challengeOf(challenge) {
  return {
    id: /** @type {string} */ (challenge.challenge_id),
    title: /** @type {string} */ (challenge.title),
    endsAt: challenge.ends_at ? new Date(challenge.ends_at) : null,
    isCompleted: challenge.completed === true,
    progressPercent: /** @type {number} */ (challenge.progress_percent ?? 0),
    objectives: /** @type {any[]} */ (challenge.objectives ?? []).map((objective) => ({
      id: /** @type {string} */ (objective.objective_id),
      label: /** @type {string} */ (objective.label),
      progress: /** @type {number} */ (objective.progress),
      target: /** @type {number} */ (objective.target),
      isComplete: objective.completed === true,
      isLocked: objective.locked === true,
    })),
  };
}

/**
 * @param {any} programs
 * @param {string} kind
 * @param {string} id
 */
function definitionOf(programs, kind, id) {
  return /** @type {any[]} */ (programs?.programs ?? []).find((one) => one.kind === kind && one.id === id);
}
