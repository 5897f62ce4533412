/**
 * A request that Podium refused: a retry would get the same answer.
 */
export class PodiumError extends Error {
  /**
   * @param {number} status HTTP status
   * @param {import('./types.js').ErrorBody} body what the answer says
   */
  constructor(status, body) {
    super(`${status} ${body.error}: ${body.message}`);
    this.name = 'PodiumError';
    /** HTTP status. */
    this.status = status;
    /** Stable code, such as `wrong_participant`. */
    this.code = body.error;
    /** Every problem of the request, with its path and code. */
    this.details = body.details ?? [];
    /** To be named when asking for help. */
    this.requestId = body.request_id;
  }
}

/**
 * Podium could not be reached, or could not answer, within the deadline. An event may have been taken or not: sending it
 * again with the same idempotency key is safe.
 */
export class PodiumUnavailableError extends Error {
  /**
   * @param {unknown} cause of the last attempt
   * @param {number} attempts how many there were
   * @param {string | undefined} idempotencyKey of the event, where one was sent
   */
  constructor(cause, attempts, idempotencyKey) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    super(`no answer after ${attempts} attempt(s): ${reason}`, { cause });
    this.name = 'PodiumUnavailableError';
    this.attempts = attempts;
    this.idempotencyKey = idempotencyKey;
  }
}
