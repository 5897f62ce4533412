import { createServer } from 'node:http';

/**
 * A server that answers request after request as a test says: a status, an object with status, headers and body, or a
 * function of the request and the answer.
 */
export class ScriptedServer {
  /** @type {Array<any>} */
  #script;
  #server = createServer((request, response) => this.#serve(request, response));
  /** Requests so far: method, url, headers and body. @type {Array<any>} */
  requests = [];

  constructor(...script) {
    this.#script = script;
  }

  async start() {
    await new Promise((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve(undefined)));
    this.url = `http://127.0.0.1:${this.#server.address().port}`;
    return this;
  }

  async #serve(request, response) {
    let body = '';
    for await (const chunk of request) {
      body += chunk;
    }
    this.requests.push({ method: request.method, url: request.url, headers: request.headers, body });
    const next = this.#script.length > 1 ? this.#script.shift() : this.#script[0];
    if (typeof next === 'function') {
      return next(request, response);
    }
    const step = typeof next === 'number' ? { status: next } : next;
    const json = step.body ?? (step.status < 400 ? {} : { error: 'some_code', message: 'why', details: [], request_id: 'r' });
    response.writeHead(step.status, { 'Content-Type': 'application/json', ...step.headers });
    response.end(typeof json === 'string' ? json : JSON.stringify(json));
  }

  async stop() {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(() => resolve(undefined)));
  }
}

/** Time that passes only by waiting, and chance that is none. */
export class FakeTimers {
  /** @type {number[]} */
  waits = [];
  #now = 0;

  now = () => this.#now;
  random = () => 0;
  sleep = async (ms, signal) => {
    signal?.throwIfAborted();
    this.waits.push(ms);
    this.#now += ms;
    await new Promise((resolve) => setImmediate(resolve));
  };
}
