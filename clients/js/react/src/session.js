import { PodiumClient, readToken } from '@podium/client';
import { ResourceCache } from './cache.js';

const POLL_MS = 30_000;
const POLL_CHALLENGES_MS = 15_000;
const POLL_LAST_HOUR_MS = 5_000;
const AGAIN_MS = 5_000;

/**
 * @typedef {object} Connection
 * @property {import('@podium/client').StreamState} state
 * @property {unknown} error why it ended, or could not begin
 *
 * @typedef {object} Poll
 * @property {Set<{kind: string, endsAt: () => Date | undefined}>} wanted
 * @property {any} timer
 */

/**
 * @typedef {object} SessionOptions
 * @property {string} [tenantId]
 * @property {() => Promise<string> | string} [getToken] asks your server for a token of whoever is signed in
 * @property {string} [participantToken] instead, one that was given
 * @property {string | string[]} apiBaseUrl of an API node, or of several
 * @property {boolean} [live] whether outcomes are pushed; else they are asked for. Default true
 * @property {PodiumClient} [client] instead of one of its own
 */

/** One participant's connection with Podium, shared by all hooks below a provider. */
export class Session {
  cache = new ResourceCache();
  client;
  #getToken;
  #live;
  #tenantId;
  /** @type {Promise<string> | undefined} */
  #participant;
  /** @type {Set<(event: import('@podium/client').StreamEvent) => void>} */
  #listeners = new Set();
  /** @type {(() => void) | undefined} */
  #unfollow;
  /** @type {Connection} */
  #connection = { state: 'waiting', error: undefined };
  /** @type {Set<() => void>} */
  #watchers = new Set();
  /** @type {Map<string, Poll>} */
  #polls = new Map();
  /** Followers of one board, by its resource. @type {Map<string, {count: number, unfollow: () => void}>} */
  #boards = new Map();

  /** @param {SessionOptions} options */
  constructor({ tenantId, getToken, participantToken, apiBaseUrl, live = true, client }) {
    const ask = participantToken === undefined ? getToken : () => participantToken;
    if (!ask) {
      throw new TypeError('expected getToken or participantToken');
    }
    this.#getToken = ask;
    this.#live = live;
    this.#tenantId = tenantId;
    this.client = client ?? new PodiumClient({ url: apiBaseUrl, tenantId, getToken: ask });
  }

  /** Whose token it is. */
  participantId() {
    this.#participant ??= Promise.resolve()
      .then(() => this.#getToken())
      .then((token) => readToken(token).participantId);
    this.#participant.catch(() => (this.#participant = undefined));
    return this.#participant;
  }

  /** What the participant's resource is called. */
  get participantResource() {
    return `${this.#tenantId ?? ''}:participant`;
  }

  /** Reads the participant, for {@link ResourceCache.want}. */
  readParticipant = async () => this.client.participant(await this.participantId());

  /** Reads the definitions in force. */
  readPrograms = async () => this.client.programs();

  /**
   * Hands on each outcome of the participant, once.
   *
   * @param {(event: import('@podium/client').StreamEvent) => void} listener
   * @returns {() => void} ends it
   */
  listen(listener) {
    this.#listeners.add(listener);
    this.#follow();
    return () => {
      this.#listeners.delete(listener);
      // A tree that is drawn anew listens again at once: the connection stays for that long.
      setTimeout(() => {
        if (this.#listeners.size === 0) {
          this.#unfollow?.();
          this.#unfollow = undefined;
        }
      }, 0);
    };
  }

  #follow() {
    if (!this.#live || this.#unfollow) {
      return;
    }
    let closed = false;
    /** @type {() => void} */
    let close = () => {};
    this.#unfollow = () => {
      closed = true;
      close();
      this.#say({ state: 'waiting', error: undefined });
    };
    const begin = () => {
      this.participantId().then(
        (participantId) => {
          if (!closed) {
            close = this.client.follow(
              participantId,
              (event) => this.#take(event),
              (state, error) => this.#stateOf(state, error),
            );
          }
        },
        (error) => {
          if (!closed) {
            this.#say({ state: 'waiting', error });
            const timer = setTimeout(begin, AGAIN_MS);
            close = () => clearTimeout(timer);
          }
        },
      );
    };
    begin();
  }

  /**
   * @param {import('@podium/client').StreamState} state
   * @param {unknown} error
   */
  #stateOf(state, error) {
    this.#say({ state, error });
    if (state === 'connected') {
      this.cache.retry(); // what could not be read while there was no connection
    }
  }

  /** @param {Connection} connection */
  #say(connection) {
    this.#connection = connection;
    this.#watchers.forEach((watcher) => watcher());
  }

  /** How it stands with what is pushed; the same object until that changes. */
  connection = () => this.#connection;

  /**
   * @param {() => void} watcher learns when that changes
   * @returns {() => void} ends it
   */
  watchConnection = (watcher) => {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  };

  /** @param {import('@podium/client').StreamEvent} event */
  #take(event) {
    if (event.type === 'snapshot') {
      this.cache.set(this.participantResource, event.data);
    } else if (event.type !== 'reset') {
      this.cache.changed(this.participantResource);
      this.#listeners.forEach((listener) => {
        try {
          listener(event);
        } catch (failure) {
          console.error('podium: a callback failed', failure); // and concerns no other
        }
      });
    }
  }

  /**
   * Keeps a board current while somebody looks at it.
   *
   * @param {string} resource
   * @param {string} contestId
   * @param {{limit?: number, around?: string}} view
   * @returns {() => void} ends it
   */
  watchBoard(resource, contestId, view) {
    if (!this.#live) {
      return () => {};
    }
    let known = this.#boards.get(resource);
    if (!known) {
      const unfollow = this.client.followBoard(contestId, view, (event) => {
        if (event.type !== 'reset') {
          this.cache.set(resource, event.data);
        }
      });
      known = { count: 0, unfollow };
      this.#boards.set(resource, known);
    }
    const board = known;
    board.count++;
    return () => {
      board.count--;
      setTimeout(() => {
        if (board.count === 0 && this.#boards.get(resource) === board) {
          this.#boards.delete(resource);
          board.unfollow();
        }
      }, 0);
    };
  }

  /**
   * Asks again now and then where nothing is pushed, once for all who want the same; not in a tab that nobody sees.
   *
   * @param {string} resource
   * @param {'participant' | 'challenges' | 'board'} kind
   * @param {() => Date | undefined} endsAt when the contest ends
   * @returns {() => void} ends it
   */
  poll(resource, kind, endsAt = () => undefined) {
    if (this.#live) {
      return () => {};
    }
    const wanted = { kind, endsAt };
    const poll = this.#polls.get(resource) ?? { wanted: new Set(), timer: undefined };
    this.#polls.set(resource, poll);
    poll.wanted.add(wanted);
    this.#pollLater(resource, poll);
    return () => {
      poll.wanted.delete(wanted);
      if (poll.wanted.size === 0) {
        clearTimeout(poll.timer);
        this.#polls.delete(resource);
      }
    };
  }

  /**
   * @param {string} resource
   * @param {Poll} poll
   */
  #pollLater(resource, poll) {
    clearTimeout(poll.timer);
    poll.timer = setTimeout(
      () => {
        if (typeof document === 'undefined' || document.visibilityState !== 'hidden') {
          void this.cache.refetch(resource);
        }
        this.#pollLater(resource, poll);
      },
      Math.min(...[...poll.wanted].map(every)),
    );
  }
}

/** @param {{kind: string, endsAt: () => Date | undefined}} wanted */
function every({ kind, endsAt }) {
  const left = (endsAt()?.getTime() ?? 0) - Date.now();
  return left > 0 && left < 3_600_000 ? POLL_LAST_HOUR_MS : kind === 'challenges' ? POLL_CHALLENGES_MS : POLL_MS;
}
