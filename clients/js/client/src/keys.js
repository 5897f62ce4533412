/**
 * An idempotency key of the recommended form: the same for every attempt to report the same thing.
 *
 * @param {string} participantId
 * @param {string} subject what it was about: a quiz, an order
 * @param {string | number} period within which it counts once: a day, an attempt
 */
export function keyOf(participantId, subject, period) {
  return `${participantId}:${subject}:${period}`;
}
