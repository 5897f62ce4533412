import { PodiumError, PodiumUnavailableError } from './errors.js';

/** Waits between attempts, in ms; the last one for all further. Each gets up to a quarter more by chance. */
export const WAITS_MS = [250, 500, 1_000, 2_000, 5_000];

/** From this attempt on a warning is given each time. */
export const WARN_FROM_ATTEMPT = 5;

/** How long a call may take in all, in ms. */
export const DEADLINE_MS = 30_000;

/** The same for an event that is answered with its results. */
export const SYNC_DEADLINE_MS = 10_000;

/**
 * Whether another attempt may fare better: too many requests, and whatever is the server's fault.
 *
 * @param {number} status
 */
export function isWorthRetrying(status) {
  return status === 429 || (status >= 500 && status !== 501);
}

/**
 * How long to wait before the next attempt.
 *
 * @param {number} attempt of those that failed, from 1
 * @param {string | null} retryAfter the header, in seconds, which wins over the table
 * @param {() => number} random between 0 and 1
 * @returns {number} in ms
 */
export function waitBefore(attempt, retryAfter, random) {
  const asked = retryAfter === null ? NaN : Number(retryAfter);
  if (Number.isFinite(asked) && asked >= 0) {
    return asked * 1_000;
  }
  const wait = WAITS_MS[Math.min(attempt, WAITS_MS.length) - 1];
  return wait + wait * 0.25 * random();
}

/**
 * @typedef {object} Attempts
 * @property {(attempt: number, signal: AbortSignal) => Promise<Response>} send makes one attempt
 * @property {number} deadlineMs for all of them
 * @property {string} [idempotencyKey] of the event, for errors
 * @property {AbortSignal} [signal] ends them early
 * @property {import('./types.js').Timers} timers
 * @property {(warning: string) => void} warn
 */

/**
 * Attempts a request until it is answered, or until the deadline.
 *
 * @param {Attempts} attempts
 * @returns {Promise<Response>} a success
 * @throws {PodiumError} when it was refused
 * @throws {PodiumUnavailableError} when nobody answered in time
 */
export async function retrying({ send, deadlineMs, idempotencyKey, signal, timers, warn }) {
  const end = timers.now() + deadlineMs;
  const deadline = new AbortController();
  const timer = setTimeout(() => deadline.abort(new Error(`no answer within ${deadlineMs} ms`)), deadlineMs);
  const both = signal ? AbortSignal.any([signal, deadline.signal]) : deadline.signal;
  try {
    for (let attempt = 1; ; attempt++) {
      /** @type {unknown} */
      let cause;
      /** @type {string | null} */
      let retryAfter = null;
      try {
        const response = await send(attempt, both);
        if (response.ok) {
          return response;
        }
        const refusal = new PodiumError(response.status, await errorBody(response));
        if (!isWorthRetrying(response.status)) {
          throw refusal;
        }
        cause = refusal;
        retryAfter = response.headers.get('Retry-After');
      } catch (failure) {
        if (failure instanceof PodiumError || signal?.aborted) {
          throw failure;
        }
        cause = failure;
      }
      const wait = waitBefore(attempt, retryAfter, timers.random);
      if (timers.now() + wait >= end) {
        throw new PodiumUnavailableError(cause, attempt, idempotencyKey);
      }
      if (attempt >= WARN_FROM_ATTEMPT) {
        warn(`podium: attempt ${attempt} failed, ${cause instanceof Error ? cause.message : cause}`);
      }
      await timers.sleep(wait, both);
    }
  } finally {
    clearTimeout(timer);
  }
}

/**
 * @param {Response} response
 * @returns {Promise<import('./types.js').ErrorBody>}
 */
async function errorBody(response) {
  try {
    const body = await response.json();
    if (typeof body?.error === 'string') {
      return body;
    }
  } catch {
    // a proxy's page, or none
  }
  return { error: `http_${response.status}`, message: response.statusText || 'no reason given', details: [], request_id: '' };
}
