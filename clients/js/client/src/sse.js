/**
 * Reads server-sent events as the HTML standard says, section "Interpreting an event stream".
 *
 * @param {ReadableStream<Uint8Array>} body
 * @param {object} learn
 * @param {(ms: number) => void} learn.onRetry how long to wait before connecting again
 * @param {(id: string) => void} learn.onId each id, also those without an event
 * @param {() => void} [learn.onLine] that something came
 * @returns {AsyncGenerator<{type: string, id: string, data: string}>}
 */
export async function* readEvents(body, { onRetry, onId, onLine }) {
  let type = '';
  /** @type {string[]} */
  let data = [];
  let id = '';
  for await (const line of lines(body)) {
    onLine?.();
    if (line === '') {
      if (data.length > 0) {
        yield { type: type || 'message', id, data: data.join('\n') };
      }
      type = '';
      data = [];
      continue;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
    if (field === 'event') {
      type = value;
    } else if (field === 'data') {
      data.push(value);
    } else if (field === 'id' && !value.includes('\0')) {
      id = value;
      onId(id);
    } else if (field === 'retry' && /^[0-9]+$/.test(value)) {
      onRetry(Number(value));
    }
  }
}

/**
 * Lines that end in CR, LF or both.
 *
 * @param {ReadableStream<Uint8Array>} body
 */
async function* lines(body) {
  const reader = body.pipeThrough(/** @type {any} */ (new TextDecoderStream())).getReader();
  let rest = '';
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) {
        return;
      }
      rest += value;
      // A CR at the very end may be the first half of a line end: it waits for what follows.
      const whole = rest.endsWith('\r') ? rest.slice(0, -1) : rest;
      const parts = whole.split(/\r\n|\r|\n/);
      rest = (parts.pop() ?? '') + (rest.endsWith('\r') ? '\r' : '');
      yield* parts;
    }
  } finally {
    await reader.cancel().catch(() => {});
  }
}
