import { PodiumError } from './errors.js';
import { isWorthRetrying, waitBefore } from './retry.js';
import { readEvents } from './sse.js';

const CELEBRATED = 1_000;

/**
 * Follows a stream for as long as its caller wants: connects again after breaks, goes on behind the last event, and
 * takes the next node where one is gone.
 */
export class Stream {
  #connect;
  #timers;
  #onEvent;
  #onState;
  #controller = new AbortController();
  #lastId = '';
  #retryMs = 2_000;
  /** Outcomes that were handed on, since they come at least once. */
  #seen = new Set();

  /**
   * @param {object} options
   * @param {(lastId: string, signal: AbortSignal) => Promise<Response>} options.connect
   * @param {(event: import('./types.js').StreamEvent) => void} options.onEvent each outcome once
   * @param {(state: 'connected' | 'waiting' | 'ended', error?: unknown) => void} [options.onState]
   * @param {import('./types.js').Timers} options.timers
   */
  constructor({ connect, onEvent, onState, timers }) {
    this.#connect = connect;
    this.#onEvent = onEvent;
    this.#onState = onState ?? (() => {});
    this.#timers = timers;
  }

  /** Follows until {@link close}, or until it is refused. */
  async run() {
    const signal = this.#controller.signal;
    for (let failures = 0; !signal.aborted; ) {
      /** @type {string | null} */
      let retryAfter = null;
      try {
        const response = await this.#connect(this.#lastId, signal);
        if (response.ok && response.body) {
          failures = 0;
          this.#onState('connected');
          await this.#read(response.body);
        } else if (isWorthRetrying(response.status)) {
          failures++;
          retryAfter = response.headers.get('Retry-After');
          await response.body?.cancel();
        } else {
          const body = await response.json().catch(() => ({ error: `http_${response.status}`, message: '' }));
          this.#onState('ended', new PodiumError(response.status, body));
          return;
        }
      } catch (failure) {
        if (failure instanceof PodiumError) {
          this.#onState('ended', failure);
          return;
        }
        failures++;
      }
      if (signal.aborted) {
        break;
      }
      this.#onState('waiting');
      // Clients that lost their node together do not come back together.
      const wait = failures > 1 || retryAfter ? waitBefore(failures, retryAfter, this.#timers.random)
        : this.#retryMs * this.#timers.random();
      await this.#timers.sleep(wait, signal).catch(() => {});
    }
    this.#onState('ended');
  }

  /** @param {ReadableStream<Uint8Array>} body */
  async #read(body) {
    const events = readEvents(
      body,
      (ms) => (this.#retryMs = ms),
      (id) => (this.#lastId = id),
    );
    for await (const { type, id, data } of events) {
      if (this.#controller.signal.aborted) {
        return;
      }
      const read = JSON.parse(data);
      if (!this.#isRepeated(read)) {
        this.#onEvent({ type, id, data: read });
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
