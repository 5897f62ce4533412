import { ATTEMPT_MS, DEADLINE_MS, SYNC_ATTEMPT_MS, SYNC_DEADLINE_MS, abortable, answerOf, retrying } from './retry.js';
import { Stream } from './stream.js';
import { realTimers } from './timers.js';
import { TokenSource } from './tokens.js';

export { PodiumError, PodiumUnavailableError } from './errors.js';
export { keyOf } from './keys.js';
export { readToken } from './tokens.js';

/**
 * @typedef {import('./types.js').PodiumEvent} PodiumEvent
 * @typedef {import('./types.js').Receipt} Receipt
 * @typedef {import('./types.js').SyncReceipt} SyncReceipt
 * @typedef {import('./types.js').BatchReceipt} BatchReceipt
 * @typedef {import('./types.js').Participant} Participant
 * @typedef {import('./types.js').Leaderboard} Leaderboard
 * @typedef {import('./types.js').EventResults} EventResults
 * @typedef {import('./types.js').Transactions} Transactions
 * @typedef {import('./types.js').ParticipantEvents} ParticipantEvents
 * @typedef {import('./types.js').Programs} Programs
 * @typedef {import('./types.js').Contests} Contests
 * @typedef {import('./types.js').StreamEvent} StreamEvent
 * @typedef {import('./types.js').StreamState} StreamState
 */

/**
 * How calls are made.
 *
 * @typedef {object} CallOptions
 * @property {string | string[]} url of an API node, or of several, which are taken in turn when one fails
 * @property {typeof fetch} [fetch]
 * @property {import('./types.js').Timers} [timers]
 * @property {(warning: string) => void} [warn]
 */

/**
 * Who asks: a server with an API key, or a participant's device with a token or a way to ask your server for one, again
 * when it has expired.
 *
 * @typedef {CallOptions & (
 *   | {key: string, tenantId: string}
 *   | {token: string, tenantId?: string}
 *   | {getToken: () => Promise<string> | string, tenantId?: string}
 * )} ClientOptions
 */

/**
 * Sends events to Podium and reads what they gave. Every call is retried as the contract says: 429, 5xx and broken
 * connections with growing waits, anything else never.
 */
export class PodiumClient {
  #urls;
  #url = 0;
  #tenantId;
  #key;
  #tokens;
  #fetch;
  #timers;
  #warn;

  /** @param {ClientOptions} options */
  constructor(options) {
    const { url, tenantId, key, token, getToken, fetch: own, timers, warn } = /** @type {any} */ (options);
    this.#urls = addresses(url);
    this.#tenantId = tenantId;
    this.#key = key;
    if ([key, token, getToken].filter((given) => given !== undefined).length !== 1) {
      throw new TypeError('expected one of key, token and getToken');
    }
    if (key !== undefined && tenantId === undefined) {
      throw new TypeError('expected tenantId beside key');
    }
    if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) {
      throw new TypeError('expected a key of printable ASCII characters');
    }
    this.#tokens = token !== undefined ? new TokenSource(() => token) : getToken ? new TokenSource(getToken) : undefined;
    this.#fetch = own ?? ((/** @type {any} */ input, /** @type {any} */ init) => fetch(input, init));
    this.#timers = timers ?? realTimers;
    this.#warn = warn ?? ((/** @type {string} */ warning) => console.warn(warning));
  }

  /**
   * Sends an event; the answer does not wait for the rules.
   *
   * @param {import('./types.js').PodiumEvent} event
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').Receipt>}
   */
  async send(event, signal) {
    const keyed = withKey(event);
    return this.#call('POST', '/api/v1/ingest/events', { body: keyed, key: keyed.idempotency_key, signal });
  }

  /**
   * Sends an event and waits for what it gave.
   *
   * @param {import('./types.js').PodiumEvent} event
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').SyncReceipt>} with `status: 'pending'` and no results where they take longer
   */
  async sendSync(event, signal) {
    const keyed = withKey(event);
    const limits = { deadlineMs: SYNC_DEADLINE_MS, attemptMs: SYNC_ATTEMPT_MS };
    const options = { body: keyed, key: keyed.idempotency_key, signal, ...limits };
    return this.#call('POST', '/api/v1/ingest/events/sync', options);
  }

  /**
   * Sends up to 500 events, each with a verdict of its own.
   *
   * @param {import('./types.js').PodiumEvent[]} events
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').BatchReceipt>} the body of the answer, with a row an event
   */
  async sendBatch(events, signal) {
    return this.#call('POST', '/api/v1/ingest/events/batch', { body: { events: events.map(withKey) }, signal });
  }

  /**
   * What a client draws of a participant.
   *
   * @param {string} participantId
   * @param {{include?: string[], signal?: AbortSignal}} [options]
   * @returns {Promise<import('./types.js').Participant>}
   */
  async participant(participantId, { include, signal } = {}) {
    return this.#get(`/api/v1/gamify/participants/${segment(participantId)}`, { include: listed(include) }, signal);
  }

  /**
   * Lines of a participant's ledger, newest first.
   *
   * @param {string} participantId
   * @param {{type?: string, since?: string, cursor?: string, limit?: number}} [page]
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').Transactions>}
   */
  async transactions(participantId, page = {}, signal) {
    return this.#get(`/api/v1/gamify/participants/${segment(participantId)}/points/transactions`, page, signal);
  }

  /**
   * What each of a participant's events gave, newest first.
   *
   * @param {string} participantId
   * @param {{type?: string, since?: string, cursor?: string, limit?: number}} [page]
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').ParticipantEvents>}
   */
  async events(participantId, page = {}, signal) {
    return this.#get(`/api/v1/gamify/participants/${segment(participantId)}/events`, page, signal);
  }

  /**
   * What an event gave.
   *
   * @param {string} eventId
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').EventResults>}
   */
  async results(eventId, signal) {
    return this.#get(`/api/v1/ingest/events/${segment(eventId)}/results`, {}, signal);
  }

  /**
   * The definitions in force that participants may know.
   *
   * @param {string[]} [kinds]
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').Programs>}
   */
  async programs(kinds, signal) {
    return this.#get('/api/v1/programs', { kind: listed(kinds) }, signal);
  }

  /**
   * Contests, those that end last first.
   *
   * @param {{state?: string, limit?: number, cursor?: string}} [page]
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').Contests>}
   */
  async contests(page = {}, signal) {
    return this.#get('/api/v1/contests', page, signal);
  }

  /**
   * The best of a contest, or those around a participant.
   *
   * @param {string} contestId
   * @param {{limit?: number, around?: string}} [view]
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').Leaderboard>}
   */
  async leaderboard(contestId, view = {}, signal) {
    return this.#get(`/api/v1/contests/${segment(contestId)}/leaderboard`, view, signal);
  }

  /**
   * Follows a participant's outcomes; each is handed on once.
   *
   * @param {string} participantId
   * @param {(event: import('./types.js').StreamEvent) => void} onEvent
   * @param {(state: StreamState, error?: unknown) => void} [onState]
   * @returns {() => void} ends it
   */
  follow(participantId, onEvent, onState) {
    return this.#follow(`/api/v1/gamify/participants/${segment(participantId)}/stream`, onEvent, onState);
  }

  /**
   * Follows a contest's board.
   *
   * @param {string} contestId
   * @param {{limit?: number, around?: string} | undefined} view
   * @param {(event: import('./types.js').StreamEvent) => void} onEvent
   * @param {(state: StreamState, error?: unknown) => void} [onState]
   * @returns {() => void} ends it
   */
  followBoard(contestId, view, onEvent, onState) {
    return this.#follow(`/api/v1/contests/${segment(contestId)}/stream${query(view ?? {})}`, onEvent, onState);
  }

  /**
   * @param {string} path
   * @param {(event: import('./types.js').StreamEvent) => void} onEvent
   * @param {((state: StreamState, error?: unknown) => void) | undefined} onState
   */
  #follow(path, onEvent, onState) {
    const stream = new Stream({
      connect: (lastId, signal) => {
        /** @type {Record<string, string>} */
        const headers = { Accept: 'text/event-stream' };
        if (lastId !== '') {
          headers['Last-Event-ID'] = lastId;
        }
        return this.#attempt('GET', path, headers, undefined, signal);
      },
      onEvent,
      onState,
      warn: this.#warn,
      timers: this.#timers,
    });
    void stream.run();
    return () => stream.close();
  }

  /**
   * @param {string} path
   * @param {Record<string, string | number | undefined>} parameters
   * @param {AbortSignal | undefined} signal
   */
  #get(path, parameters, signal) {
    return this.#call('GET', path + query(parameters), { signal });
  }

  /**
   * @param {string} method
   * @param {string} path
   * @param {{body?: unknown, key?: string, deadlineMs?: number, attemptMs?: number, signal?: AbortSignal}} options
   * @returns {Promise<any>}
   */
  #call(method, path, { body, key, deadlineMs = DEADLINE_MS, attemptMs = ATTEMPT_MS, signal }) {
    const text = body === undefined ? undefined : JSON.stringify(body);
    /** @type {Record<string, string>} */
    const headers = text === undefined ? {} : { 'Content-Type': 'application/json' };
    return retrying({
      send: async (both) => {
        const response = await this.#attempt(method, path, headers, text, both);
        // The body belongs to the attempt: a connection that breaks within it is retried as well.
        return { response, body: response.ok ? answerOf(response.status, await response.text()) : undefined };
      },
      deadlineMs,
      attemptMs,
      idempotencyKey: key,
      signal,
      timers: this.#timers,
      warn: this.#warn,
    });
  }

  /**
   * One attempt at the node that answered last; with a new token where the old one has expired.
   *
   * @param {string} method
   * @param {string} path
   * @param {Record<string, string>} headers
   * @param {string | undefined} body
   * @param {AbortSignal} signal
   */
  async #attempt(method, path, headers, body, signal) {
    for (let renewed = false; ; renewed = true) {
      const bearer = this.#tokens ? await abortable(this.#tokens.current(), signal) : /** @type {string} */ (this.#key);
      /** @type {Record<string, string>} */
      const all = { ...headers, Authorization: `Bearer ${bearer}` };
      if (this.#tenantId !== undefined) {
        all['X-Bricqs-Tenant'] = this.#tenantId;
      }
      const node = this.#url;
      try {
        const response = await this.#fetch(this.#urls[node] + path, { method, headers: all, body, signal });
        if (response.status >= 500) {
          this.#turnFrom(node);
        }
        if (response.status !== 401 || !this.#tokens || renewed) {
          return response;
        }
        await response.body?.cancel();
        await this.#tokens.forget(bearer);
      } catch (failure) {
        this.#turnFrom(node);
        throw failure;
      }
    }
  }

  /** @param {number} node that failed */
  #turnFrom(node) {
    if (this.#url === node) {
      this.#url = (node + 1) % this.#urls.length;
    }
  }
}

/**
 * @param {unknown} url
 * @returns {string[]}
 */
function addresses(url) {
  const all = Array.isArray(url) ? url : [url];
  if (all.length === 0) {
    throw new TypeError('expected at least one url');
  }
  return all.map((one) => {
    const parsed = typeof one === 'string' && URL.canParse(one) ? new URL(one) : undefined;
    if (parsed?.protocol !== 'http:' && parsed?.protocol !== 'https:') {
      throw new TypeError(`expected a url such as https://podium.example.org, but ${one}`);
    }
    return one.replace(/\/+$/, '');
  });
}

/**
 * Without a key, the attempts of one call get one, so that they count once.
 *
 * @param {import('./types.js').PodiumEvent} event
 */
function withKey(event) {
  if (event === null || typeof event !== 'object') {
    throw new TypeError(`expected an event, but ${event}`);
  }
  return event.idempotency_key === undefined ? { ...event, idempotency_key: crypto.randomUUID() } : event;
}

/** @param {string} id */
function segment(id) {
  // Browsers take . and .. for steps in a path, however they are encoded.
  if (typeof id !== 'string' || id === '' || id === '.' || id === '..') {
    throw new TypeError(`expected an id that can stand in a path, but ${JSON.stringify(id)}`);
  }
  return encodeURIComponent(id);
}

/** @param {string[] | undefined} names */
function listed(names) {
  return names && names.length > 0 ? names.join(',') : undefined;
}

/** @param {Record<string, string | number | undefined>} parameters */
function query(parameters) {
  const set = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return set.length === 0 ? '' : '?' + new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
}
