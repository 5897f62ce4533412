import { PodiumError, PodiumUnavailableError } from './errors.js';

/** Waits between attempts, in ms; the last one for all further. Each gets up to a quarter more by chance. */
export const WAITS_MS = [250, 500, 1_000, 2_000, 5_000];

/** From this attempt on a warning is given each time. */
export const WARN_FROM_ATTEMPT = 5;

/** How long a call may take in all, in ms. */
export const DEADLINE_MS = 30_000;

/** The same for an event that is answered with its results. */
export const SYNC_DEADLINE_MS = 10_000;

/** How long one attempt may take, so that a node that accepts and never answers is not waited for. */
export const ATTEMPT_MS = 10_000;

/** The same for an event that is answered with its results, which the node may wait 5 s for. */
export const SYNC_ATTEMPT_MS = 7_000;

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
 * @param {string | null} retryAfter the header, in seconds or as a date, which wins over the table unless it says less
 *     than its first wait
 * @param {() => number} random between 0 and 1
 * @returns {number} in ms
 */
export function waitBefore(attempt, retryAfter, random) {
  const asked = askedFor(retryAfter);
  const wait = asked === undefined ? WAITS_MS[Math.min(attempt, WAITS_MS.length) - 1] : Math.max(asked, WAITS_MS[0]);
  return wait + (asked === undefined || asked < WAITS_MS[0] ? wait * 0.25 * random() : 0);
}

/** @param {string | null} retryAfter */
function askedFor(retryAfter) {
  const text = retryAfter?.trim() ?? '';
  if (/^[0-9]+$/.test(text)) {
    return Number(text) * 1_000;
  }
  const date = text === '' ? NaN : Date.parse(text);
  return Number.isNaN(date) ? undefined : Math.max(0, date - Date.now());
}

/**
 * A promise that is given up when a signal says so.
 *
 * @template T
 * @param {Promise<T>} promise
 * @param {AbortSignal} signal
 * @returns {Promise<T>}
 */
export function abortable(promise, signal) {
  return new Promise((resolve, reject) => {
    if (signal.aborted) {
      reject(signal.reason);
      return;
    }
    const onAbort = () => reject(signal.reason);
    signal.addEventListener('abort', onAbort, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', onAbort));
  });
}

/**
 * @typedef {object} Attempts
 * @property {(signal: AbortSignal) => Promise<{response: Response, body: any}>} send makes one attempt; the body of a
 *     success is read
 * @property {number} deadlineMs for all of them
 * @property {number} attemptMs for each
 * @property {string} [idempotencyKey] of the event, for errors
 * @property {AbortSignal} [signal] ends them early
 * @property {import('./types.js').Timers} timers
 * @property {(warning: string) => void} warn
 */

/**
 * Attempts a request until it is answered, or until the deadline.
 *
 * @param {Attempts} attempts
 * @returns {Promise<any>} the body of a success
 * @throws {PodiumError} when it was refused
 * @throws {PodiumUnavailableError} when nobody answered in time
 */
export async function retrying({ send, deadlineMs, attemptMs, idempotencyKey, signal, timers, warn }) {
  const end = timers.now() + deadlineMs;
  for (let attempt = 1; ; attempt++) {
    /** @type {unknown} */
    let cause;
    /** @type {string | null} */
    let retryAfter = null;
    const left = Math.min(attemptMs, end - timers.now());
    const limit = new AbortController();
    const timer = setTimeout(() => limit.abort(new Error(`no answer within ${Math.round(left)} ms`)), left);
    const both = signal ? AbortSignal.any([signal, limit.signal]) : limit.signal;
    try {
      const { response, body } = await send(both);
      if (response.ok) {
        return body;
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
    } finally {
      clearTimeout(timer);
    }
    const wait = waitBefore(attempt, retryAfter, timers.random);
    if (timers.now() + wait >= end) {
      throw new PodiumUnavailableError(cause, attempt, idempotencyKey);
    }
    if (attempt >= WARN_FROM_ATTEMPT) {
      warn(`podium: attempt ${attempt} failed, ${cause instanceof Error ? cause.message : cause}`);
    }
    await timers.sleep(wait, signal);
  }
}

/**
 * @param {Response} response
 * @returns {Promise<import('./types.js').ErrorBody>}
 */
export async function errorBody(response) {
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

/**
 * What a success says.
 *
 * @param {number} status
 * @param {string} text
 * @returns {any}
 * @throws {PodiumError} when it is no answer of Podium's, but for example a proxy's page
 */
export function answerOf(status, text) {
  try {
    const body = JSON.parse(text);
    if (body !== null && typeof body === 'object') {
      return body;
    }
  } catch {
    // said below
  }
  const message = `expected an answer of Podium, but ${text === '' ? 'nothing' : text.slice(0, 60)}`;
  throw new PodiumError(status, { error: 'unreadable_answer', message, details: [], request_id: '' });
}
