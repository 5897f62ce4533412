/**
 * What is known of one resource.
 *
 * @typedef {object} Entry
 * @property {any} data the last answer; undefined before the first
 * @property {unknown} error of the last attempt; undefined when it was answered
 * @property {boolean} isFetching whether an answer is awaited
 */

/** @param {unknown} error whether Podium said no, which it would say again */
function isRefused(error) {
  const status = /** @type {{status?: unknown}} */ (error)?.status;
  return typeof status === 'number' && status < 500 && status !== 429;
}

/** @type {Entry} */
const UNKNOWN = Object.freeze({ data: undefined, error: undefined, isFetching: false });

/**
 * Answers by resource, shared by all hooks that read the same. A resource is read once however many want it, read again
 * when it has changed, and forgotten when nobody wants it any more.
 */
export class ResourceCache {
  /** @type {Map<string, {entry: Entry, readers: Set<() => void>, read?: () => Promise<any>, again: boolean, due: number, timer?: any}>} */
  #resources = new Map();
  #coalesceMs;
  #againMs;

  /**
   * @param {number} coalesceMs within which several changes are one reason to read again
   * @param {number} againMs after which something that could not be read is read again
   */
  constructor(coalesceMs = 250, againMs = 10_000) {
    this.#coalesceMs = coalesceMs;
    this.#againMs = againMs;
  }

  /** @param {string} name */
  #of(name) {
    let resource = this.#resources.get(name);
    if (!resource) {
      resource = { entry: UNKNOWN, readers: new Set(), again: false, due: 0 };
      this.#resources.set(name, resource);
    }
    return resource;
  }

  /**
   * What is known of a resource now; the same object until that changes.
   *
   * @param {string} name
   */
  get(name) {
    return this.#resources.get(name)?.entry ?? UNKNOWN;
  }

  /**
   * Wants a resource, which is read unless it is known.
   *
   * @param {string} name
   * @param {() => Promise<any>} read
   * @param {() => void} onChange
   * @returns {() => void} wants it no more
   */
  want(name, read, onChange) {
    const resource = this.#of(name);
    resource.read = read;
    resource.readers.add(onChange);
    if (resource.entry.data === undefined && !resource.entry.isFetching) {
      void this.refetch(name);
    }
    return () => {
      resource.readers.delete(onChange);
      if (resource.readers.size === 0) {
        clearTimeout(resource.timer);
        this.#resources.delete(name);
      }
    };
  }

  /**
   * A resource may have changed: it is read again in a moment, once for all changes of it.
   *
   * @param {string} name
   */
  changed(name) {
    this.#later(name, this.#coalesceMs);
  }

  /** Reads again what could not be read, since now it may be. */
  retry() {
    for (const [name, { entry }] of this.#resources) {
      if (entry.error !== undefined && !isRefused(entry.error)) {
        void this.refetch(name);
      }
    }
  }

  /**
   * @param {string} name
   * @param {number} ms
   */
  #later(name, ms) {
    const resource = this.#resources.get(name);
    const due = Date.now() + ms;
    if (resource && (resource.timer === undefined || due < resource.due)) {
      clearTimeout(resource.timer);
      resource.due = due;
      resource.timer = setTimeout(() => {
        resource.timer = undefined;
        void this.refetch(name);
      }, ms);
    }
  }

  /**
   * Reads a resource now; while it is being read, once more behind that.
   *
   * @param {string} name
   */
  async refetch(name) {
    const resource = this.#resources.get(name);
    if (!resource?.read) {
      return;
    }
    if (resource.entry.isFetching) {
      resource.again = true;
      return;
    }
    do {
      resource.again = false;
      this.#set(name, { ...resource.entry, isFetching: true });
      try {
        const data = await resource.read();
        this.#set(name, { data, error: undefined, isFetching: false });
      } catch (error) {
        this.#set(name, { ...resource.entry, error, isFetching: false });
        if (!isRefused(error)) {
          this.#later(name, this.#againMs);
        }
      }
    } while (resource.again);
  }

  /**
   * Takes an answer that came by itself.
   *
   * @param {string} name
   * @param {any} data
   */
  set(name, data) {
    const resource = this.#resources.get(name);
    if (resource) {
      this.#set(name, { data, error: undefined, isFetching: resource.entry.isFetching });
    }
  }

  /**
   * @param {string} name
   * @param {Entry} entry
   */
  #set(name, entry) {
    const resource = this.#resources.get(name);
    if (resource) {
      resource.entry = entry;
      resource.readers.forEach((reader) => reader());
    }
  }
}
