/**
 * A participant's token, asked for once at a time and again when it has expired.
 */
export class TokenSource {
  #get;
  /** @type {Promise<string> | undefined} */
  #current;

  /** @param {() => Promise<string> | string} get */
  constructor(get) {
    this.#get = get;
  }

  /** The token as last known. */
  current() {
    this.#current ??= Promise.resolve().then(() => this.#get());
    this.#current.catch(() => (this.#current = undefined));
    return this.#current;
  }

  /**
   * Forgets a token that was refused, unless another has been asked for since.
   *
   * @param {string} token
   */
  async forget(token) {
    const known = this.#current;
    if (known !== undefined && (await known.catch(() => token)) === token && this.#current === known) {
      this.#current = undefined;
    }
  }
}

/**
 * Whose token it is, by what it says; nothing is verified, which is the server's part.
 *
 * @param {string} token
 * @returns {{participantId: string, tenantId: string, expiresAt: Date}}
 */
export function readToken(token) {
  const part = typeof token === 'string' ? token.split('.')[1] : undefined;
  if (!part) {
    throw new TypeError(`expected a token, but ${String(token).slice(0, 60)}`);
  }
  const bytes = Uint8Array.from(atob(part.replace(/-/g, '+').replace(/_/g, '/')), (c) => c.charCodeAt(0));
  const claims = JSON.parse(new TextDecoder().decode(bytes));
  const tenantId = Array.isArray(claims.aud) ? claims.aud[0] : claims.aud;
  return { participantId: claims.sub, tenantId, expiresAt: new Date(claims.exp * 1_000) };
}
