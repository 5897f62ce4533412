import { PodiumError } from './errors.js';
import { ATTEMPT_MS, errorBody, isWorthRetrying, waitBefore } from './retry.js';
import { readEvents } from './sse.js';

const CELEBRATED = 1_000;

/** A node says something every 15 s: who hears nothing for longer has lost it, though nothing said so. */
export const SILENCE_MS = 40_000;

/**
 * Follows a stream for as long as its caller wants: connects again after breaks, goes on behind the last event, and
 * takes the next node where one is gone.
 */
export class Stream {
  #connect;
  #timers;
  #onEvent;
  #onState;
  #warn;
  #silenceMs;
  #controller = new AbortController();
  #lastId = '';
  #retryMs = 2_000;
  /** Outcomes that were handed on, since they come at least once. */
  #seen = new Set();

  /**
   * @param {object} options
   * @param {(lastId: string, signal: AbortSignal) => Promise<Response>} options.connect
   * @param {(event: import('./types.js').StreamEvent) => void} options.onEvent each outcome once
   * @param {(state: import('./types.js').StreamState, error?: unknown) => void} [options.onState]
   * @param {(warning: string) => void} options.warn
   * @param {import('./types.js').Timers} options.timers
   * @param {number} [options.silenceMs]
   */
  constructor({ connect, onEvent, onState, warn, timers, silenceMs = SILENCE_MS }) {
    this.#connect = connect;
    this.#onEvent = onEvent;
    this.#onState = onState;
    this.#warn = warn;
    this.#timers = timers;
    this.#silenceMs = silenceMs;
  }

  /** Follows until {@link close}, or until it is refused. */
  async run() {
    const signal = this.#controller.signal;
    for (let failures = 0; !signal.aborted; ) {
      /** @type {string | null} */
      let retryAfter = null;
      const lost = new AbortController();
      const silence = this.#watch(lost);
      try {
        const response = await this.#connect(this.#lastId, AbortSignal.any([signal, lost.signal]));
        if (response.ok && response.body) {
          this.#requireStream(response);
          failures = 0;
          this.#say('connected');
          await this.#read(response.body, silence.heard);
        } else if (isWorthRetrying(response.status)) {
          failures++;
          retryAfter = response.headers.get('Retry-After');
          await response.body?.cancel();
        } else {
          throw new PodiumError(response.status, await errorBody(response));
        }
      } catch (failure) {
        if (failure instanceof PodiumError) {
          this.#say('ended', failure);
          return;
        }
        failures++;
      } finally {
        silence.stop();
      }
      if (signal.aborted) {
        break;
      }
      this.#say('waiting');
      // Clients that lost their node together do not come back together.
      const wait =
        failures > 1 || retryAfter
          ? waitBefore(failures, retryAfter, this.#timers.random)
          : this.#retryMs * this.#timers.random();
      await this.#timers.sleep(wait, signal).catch(() => {});
    }
    this.#say('ended');
  }

  /**
   * Ends a connection on which nothing comes: at first, and later.
   *
   * @param {AbortController} lost
   */
  #watch(lost) {
    let timer = setTimeout(() => lost.abort(new Error('no answer')), ATTEMPT_MS);
    return {
      heard: () => {
        clearTimeout(timer);
        timer = setTimeout(() => lost.abort(new Error('nothing came')), this.#silenceMs);
      },
      stop: () => clearTimeout(timer),
    };
  }

  /** @param {Response} response */
  #requireStream(response) {
    const type = response.headers.get('Content-Type') ?? '';
    if (!type.startsWith('text/event-stream')) {
      const message = `expected text/event-stream, but ${type || 'no type'}`;
      throw new PodiumError(response.status, { error: 'unreadable_answer', message, details: [], request_id: '' });
    }
  }

  /**
   * @param {import('./types.js').StreamState} state
   * @param {unknown} [error]
   */
  #say(state, error) {
    if (this.#onState) {
      this.#guarded(() => this.#onState?.(state, error));
    } else if (error !== undefined) {
      this.#warn(`podium: a stream ended, ${error instanceof Error ? error.message : error}`);
    }
  }

  /** @param {() => void} callback of the application, whose failure is reported and concerns nobody else */
  #guarded(callback) {
    try {
      callback();
    } catch (failure) {
      this.#warn(`podium: a callback failed, ${failure instanceof Error ? (failure.stack ?? failure.message) : failure}`);
    }
  }

  /**
   * @param {ReadableStream<Uint8Array>} body
   * @param {() => void} heard
   */
  async #read(body, heard) {
    heard();
    const events = readEvents(body, {
      onRetry: (ms) => (this.#retryMs = ms),
      onId: (id) => (this.#lastId = id),
      onLine: heard,
    });
    for await (const { type, id, data } of events) {
      if (this.#controller.signal.aborted) {
        return;
      }
      const read = JSON.parse(data);
      if (!this.#isRepeated(read)) {
        this.#guarded(() => this.#onEvent({ type, id, data: read }));
      }
    }
  }

  /** @param {any} data */
  #isRepeated(data) {
    const outcome = data?.outcome_id;
    if (typeof outcome !== 'string') {
      return false;
    }
    if (this.#seen.has(outcome)) {
      return true;
    }
    this.#seen.add(outcome);
    if (this.#seen.size > CELEBRATED) {
      this.#seen.delete(this.#seen.values().next().value);
    }
    return false;
  }

  /** Ends it; nothing is handed on any more. */
  close() {
    this.#controller.abort();
  }
}
