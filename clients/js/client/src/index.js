import { DEADLINE_MS, SYNC_DEADLINE_MS, retrying } from './retry.js';
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
 * @typedef {import('./types.js').StreamEvent} StreamEvent
 */

/**
 * @typedef {object} ClientOptions
 * @property {string | string[]} url of an API node, or of several, which are taken in turn when one fails
 * @property {string} [tenantId] needed with a key
 * @property {string} [key] an API key: on servers only
 * @property {string} [token] a participant's token
 * @property {() => Promise<string> | string} [getToken] asks your server for a token; again when one has expired
 * @property {typeof fetch} [fetch]
 * @property {import('./types.js').Timers} [timers]
 * @property {(warning: string) => void} [warn]
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
  constructor({ url, tenantId, key, token, getToken, fetch: own, timers, warn }) {
    this.#urls = (Array.isArray(url) ? url : [url]).map((one) => one.replace(/\/+$/, ''));
    this.#tenantId = tenantId;
    this.#key = key;
    if ([key, token, getToken].filter((given) => given !== undefined).length !== 1) {
      throw new TypeError('expected one of key, token and getToken');
    }
    if (key !== undefined && tenantId === undefined) {
      throw new TypeError('expected tenantId beside key');
    }
    this.#tokens = token !== undefined ? new TokenSource(() => token) : getToken ? new TokenSource(getToken) : undefined;
    this.#fetch = own ?? ((/** @type {any} */ input, /** @type {any} */ init) => fetch(input, init));
    this.#timers = timers ?? realTimers;
    this.#warn = warn ?? ((warning) => console.warn(warning));
  }

  /**
   * Sends an event; the answer does not wait for the rules.
   *
   * @param {import('./types.js').PodiumEvent} event
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').Receipt>}
   */
  send(event, signal) {
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
  sendSync(event, signal) {
    const keyed = withKey(event);
    const options = { body: keyed, key: keyed.idempotency_key, deadlineMs: SYNC_DEADLINE_MS, signal };
    return this.#call('POST', '/api/v1/ingest/events/sync', options);
  }

  /**
   * Sends up to 500 events, each with a verdict of its own.
   *
   * @param {import('./types.js').PodiumEvent[]} events
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').BatchReceipt>} the body of the answer, with a row an event
   */
  sendBatch(events, signal) {
    return this.#call('POST', '/api/v1/ingest/events/batch', { body: { events: events.map(withKey) }, signal });
  }

  /**
   * What a client draws of a participant.
   *
   * @param {string} participantId
   * @param {{include?: string[], signal?: AbortSignal}} [options]
   * @returns {Promise<import('./types.js').Participant>}
   */
  participant(participantId, { include, signal } = {}) {
    return this.#get(`/api/v1/gamify/participants/${segment(participantId)}`, { include: include?.join(',') }, signal);
  }

  /**
   * Lines of a participant's ledger, newest first.
   *
   * @param {string} participantId
   * @param {{type?: string, since?: string, cursor?: string, limit?: number}} [page]
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').Transactions>}
   */
  transactions(participantId, page = {}, signal) {
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
  events(participantId, page = {}, signal) {
    return this.#get(`/api/v1/gamify/participants/${segment(participantId)}/events`, page, signal);
  }

  /**
   * What an event gave.
   *
   * @param {string} eventId
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').EventResults>}
   */
  results(eventId, signal) {
    return this.#get(`/api/v1/ingest/events/${segment(eventId)}/results`, {}, signal);
  }

  /**
   * The definitions in force that participants may know.
   *
   * @param {string[]} [kinds]
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').Programs>}
   */
  programs(kinds, signal) {
    return this.#get('/api/v1/programs', { kind: kinds?.join(',') }, signal);
  }

  /**
   * Contests, those that end last first.
   *
   * @param {{state?: string, limit?: number, cursor?: string}} [page]
   * @param {AbortSignal} [signal]
   * @returns {Promise<import('./types.js').Contests>}
   */
  contests(page = {}, signal) {
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
  leaderboard(contestId, view = {}, signal) {
    return this.#get(`/api/v1/contests/${segment(contestId)}/leaderboard`, view, signal);
  }

  /**
   * Follows a participant's outcomes; each is handed on once.
   *
   * @param {string} participantId
   * @param {(event: import('./types.js').StreamEvent) => void} onEvent
   * @param {(state: 'connected' | 'waiting' | 'ended', error?: unknown) => void} [onState]
   * @returns {() => void} ends it
   */
  follow(participantId, onEvent, onState) {
    return this.#follow(`/api/v1/gamify/participants/${segment(participantId)}/stream`, onEvent, onState);
  }

  /**
   * Follows a contest's board.
   *
   * @param {string} contestId
   * @param {{limit?: number, around?: string}} view
   * @param {(event: import('./types.js').StreamEvent) => void} onEvent
   * @param {(state: 'connected' | 'waiting' | 'ended', error?: unknown) => void} [onState]
   * @returns {() => void} ends it
   */
  followBoard(contestId, view, onEvent, onState) {
    return this.#follow(`/api/v1/contests/${segment(contestId)}/stream${query(view)}`, onEvent, onState);
  }

  /**
   * @param {string} path
   * @param {(event: import('./types.js').StreamEvent) => void} onEvent
   * @param {((state: 'connected' | 'waiting' | 'ended', error?: unknown) => void) | undefined} onState
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
   * @param {{body?: unknown, key?: string, deadlineMs?: number, signal?: AbortSignal}} options
   * @returns {Promise<any>}
   */
  async #call(method, path, { body, key, deadlineMs = DEADLINE_MS, signal }) {
    const text = body === undefined ? undefined : JSON.stringify(body);
    /** @type {Record<string, string>} */
    const headers = text === undefined ? {} : { 'Content-Type': 'application/json' };
    return retrying({
      send: async (attempt, both) => {
        const response = await this.#attempt(method, path, headers, text, both);
        // The body belongs to the attempt: a connection that breaks within it is retried as well.
        return response.ok ? new Response(await response.text(), response) : response;
      },
      deadlineMs,
      idempotencyKey: key,
      signal,
      timers: this.#timers,
      warn: this.#warn,
    }).then((response) => response.json());
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
      const bearer = this.#tokens ? await this.#tokens.current() : /** @type {string} */ (this.#key);
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
 * Without a key, the attempts of one call get one, so that they count once.
 *
 * @param {import('./types.js').PodiumEvent} event
 */
function withKey(event) {
  return event.idempotency_key === undefined ? { ...event, idempotency_key: crypto.randomUUID() } : event;
}

/** @param {string} id */
function segment(id) {
  // Browsers take . and .. for steps in a path, also when they are encoded once.
  if (id === '' || id === '.' || id === '..') {
    throw new TypeError(`expected an id that can stand in a path, but "${id}"`);
  }
  return encodeURIComponent(id);
}

/** @param {Record<string, string | number | undefined>} parameters */
function query(parameters) {
  const set = Object.entries(parameters).filter(([, value]) => value !== undefined);
  return set.length === 0 ? '' : '?' + new URLSearchParams(set.map(([name, value]) => [name, String(value)])).toString();
}
