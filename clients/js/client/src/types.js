/**
 * Bodies are as openapi.yaml has them.
 *
 * @typedef {import('../types/api.js').operations} Operations
 *
 * @typedef {Operations['ingestEvent']['responses'][202]['content']['application/json']} Receipt
 * @typedef {Operations['ingestEventSync']['responses'][200]['content']['application/json']} SyncReceipt
 * @typedef {Operations['ingestBatch']['responses'][202]['content']['application/json']} BatchReceipt
 * @typedef {Operations['eventResults']['responses'][200]['content']['application/json']} EventResults
 * @typedef {Operations['participant']['responses'][200]['content']['application/json']} Participant
 * @typedef {Operations['participantTransactions']['responses'][200]['content']['application/json']} Transactions
 * @typedef {Operations['participantEvents']['responses'][200]['content']['application/json']} ParticipantEvents
 * @typedef {Operations['programs']['responses'][200]['content']['application/json']} Programs
 * @typedef {Operations['contests']['responses'][200]['content']['application/json']} Contests
 * @typedef {Operations['leaderboard']['responses'][200]['content']['application/json']} Leaderboard
 */

/**
 * What a participant did.
 *
 * @typedef {object} PodiumEvent
 * @property {string} participant_id
 * @property {string} event_type
 * @property {string} [idempotency_key] that is the same for each attempt to report this, such as {@link keyOf} makes;
 *     without one each call counts, and its own attempts count once
 * @property {Record<string, unknown>} [attributes]
 * @property {string} [occurred_at] RFC 3339; the moment of its arrival without it
 * @property {string} [source] where it came from; `client` is what devices get
 * @property {string} [reverses] the event that this takes back, by its id or its idempotency key
 */

/**
 * @typedef {'connected' | 'waiting' | 'ended'} StreamState
 */

/**
 * What Podium says of a request that it refuses.
 *
 * @typedef {object} ErrorBody
 * @property {string} error
 * @property {string} message
 * @property {Array<{path: string, code: string, message: string}>} details
 * @property {string} request_id
 */

/**
 * Time and chance, which tests replace.
 *
 * @typedef {object} Timers
 * @property {() => number} now in ms
 * @property {() => number} random between 0 and 1
 * @property {(ms: number, signal?: AbortSignal) => Promise<void>} sleep
 */

/**
 * An event of a stream; `data` is read from JSON.
 *
 * @typedef {object} StreamEvent
 * @property {string} type `snapshot`, an outcome's kind (`points`, `badge`, `tier`, `streak`, `challenge`, `contest`),
 *     `leaderboard` or `reset`
 * @property {string} id from which the stream goes on; empty where there is none
 * @property {any} data
 */

export {};
