import { afterEach, describe, expect, test, vi } from 'vitest';
import { PodiumClient, PodiumError, PodiumUnavailableError } from '../src/index.js';
import { waitBefore } from '../src/retry.js';
import { FakeTimers, ScriptedServer } from './scripted.js';

const RECEIPT = { event_id: 'evt_1', duplicate: false };
const EVENT = { participant_id: 'p', event_type: 'quiz', idempotency_key: 'k' };

let server;
afterEach(() => server?.stop());

async function client(...script) {
  server = await new ScriptedServer(...script).start();
  const timers = new FakeTimers();
  const warnings = [];
  const podium = new PodiumClient({ url: server.url, tenantId: 't', key: 'bq', timers, warn: (w) => warnings.push(w) });
  return { podium, timers, warnings };
}

const realTimeout = setTimeout;
const hangUp = (request) => request.socket.destroy();

describe('the contract’s table of retries', () => {
  test.each([200, 202])('%i is an answer', async (status) => {
    const { podium, timers } = await client({ status, body: RECEIPT });
    expect(await podium.send(EVENT)).toEqual(RECEIPT);
    expect(timers.waits).toEqual([]);
    expect(server.requests).toHaveLength(1);
    expect(server.requests[0].headers).toMatchObject({ authorization: 'Bearer bq', 'x-bricqs-tenant': 't' });
    expect(JSON.parse(server.requests[0].body)).toEqual(EVENT);
  });

  test.each([400, 401, 403, 404, 405, 409, 413, 415, 422, 501])('%i is never retried', async (status) => {
    const { podium, timers } = await client(status);
    const failure = await podium.send(EVENT).catch((e) => e);
    expect(failure).toBeInstanceOf(PodiumError);
    expect(failure).toMatchObject({ status, code: 'some_code', requestId: 'r' });
    expect(timers.waits).toEqual([]);
    expect(server.requests).toHaveLength(1);
  });

  test.each([429, 500, 502, 503, 504])('%i is retried with growing waits until the deadline', async (status) => {
    const { podium, timers, warnings } = await client(status);
    const failure = await podium.send(EVENT).catch((e) => e);
    expect(failure).toBeInstanceOf(PodiumUnavailableError);
    expect(timers.waits).toEqual([250, 500, 1000, 2000, 5000, 5000, 5000, 5000, 5000]);
    expect(failure).toMatchObject({ attempts: 10, idempotencyKey: 'k' });
    expect(failure.cause).toMatchObject({ status });
    expect(server.requests).toHaveLength(10);
    expect(warnings).toHaveLength(5);
    expect(new Set(server.requests.map((r) => r.body)).size).toBe(1);
  });

  test('sync events have ten seconds', async () => {
    const { podium, timers } = await client(503);
    await expect(podium.sendSync(EVENT)).rejects.toBeInstanceOf(PodiumUnavailableError);
    expect(timers.waits).toEqual([250, 500, 1000, 2000, 5000]);
  });

  test('a broken connection is retried, also one that breaks within the answer', async () => {
    const broken = (request, response) => {
      response.writeHead(202, { 'Content-Type': 'application/json', 'Content-Length': 100 });
      response.write('{"event_id"');
      setTimeout(() => request.socket.destroy(), 20);
    };
    const { podium, timers } = await client(hangUp, broken, { status: 202, body: RECEIPT });
    expect(await podium.send(EVENT)).toEqual(RECEIPT);
    expect(timers.waits).toEqual([250, 500]);
  });

  test('Retry-After wins', async () => {
    const { podium, timers } = await client(
      { status: 429, headers: { 'Retry-After': '7' } },
      { status: 503, headers: { 'Retry-After': '0' } },
      { status: 202, body: RECEIPT },
    );
    expect(await podium.send(EVENT)).toEqual(RECEIPT);
    expect(timers.waits).toEqual([7000, 250]);
  });

  test('an answer of a proxy is a refusal as well', async () => {
    const { podium } = await client({ status: 404, body: '<html>' });
    await expect(podium.participant('p')).rejects.toMatchObject({ code: 'http_404' });
  });

  test.each(['nonsense', 'null', '<html>', ' '])('%s instead of an answer is an error, not a success', async (body) => {
    const { podium } = await client({ status: 200, body });
    await expect(podium.participant('p')).rejects.toMatchObject({ status: 200, code: 'unreadable_answer' });
    expect(server.requests).toHaveLength(1);
  });

  test('a node that accepts and never answers is left for another', async () => {
    server = await new ScriptedServer({ status: 202, body: RECEIPT }).start();
    const silent = await new ScriptedServer(() => {}).start();
    const timers = new FakeTimers();
    const podium = new PodiumClient({ url: [silent.url, server.url], tenantId: 't', key: 'bq', timers });
    const limits = vi.spyOn(globalThis, 'setTimeout').mockImplementation((after, ms) => realTimeout(after, ms / 100));
    try {
      expect(await podium.send(EVENT)).toEqual(RECEIPT);
    } finally {
      limits.mockRestore();
      await silent.stop();
    }
  });

  test('chance adds up to a quarter', () => {
    expect(waitBefore(1, null, () => 1)).toBe(312.5);
    expect(waitBefore(99, null, () => 1)).toBe(6250);
    expect(waitBefore(1, 'soon', () => 0)).toBe(250);
    expect(waitBefore(1, '', () => 0)).toBe(250);
    expect(waitBefore(3, '0', () => 0)).toBe(250);
    expect(waitBefore(1, new Date(Date.now() + 60_000).toUTCString(), () => 0)).toBeGreaterThan(50_000);
    expect(waitBefore(1, 'Thu, 01 Jan 1970 00:00:00 GMT', () => 0)).toBe(250);
  });
});

test('attempts of an event without a key share one', async () => {
  const { podium } = await client(503, 503, { status: 202, body: RECEIPT });
  await podium.send({ participant_id: 'p', event_type: 'quiz' });
  const keys = server.requests.map((r) => JSON.parse(r.body).idempotency_key);
  expect(new Set(keys).size).toBe(1);
  expect(keys[0]).toMatch(/^[0-9a-f-]{36}$/);
});

test('a call is ended by its signal', async () => {
  const { podium } = await client(() => {});
  const controller = new AbortController();
  const sent = podium.send(EVENT, controller.signal);
  setTimeout(() => controller.abort(new Error('not wanted')), 20);
  await expect(sent).rejects.toThrow('not wanted');
});

test('another node is asked when one fails, and stays until it fails', async () => {
  server = await new ScriptedServer({ status: 202, body: RECEIPT }).start();
  const gone = await new ScriptedServer(202).start();
  await gone.stop();
  const timers = new FakeTimers();
  const podium = new PodiumClient({ url: [gone.url, server.url], tenantId: 't', key: 'bq', timers });
  await podium.send(EVENT);
  await podium.send(EVENT);
  expect(timers.waits).toEqual([250]);
});

test('a token is renewed once when it has expired', async () => {
  server = await new ScriptedServer(401, { status: 200, body: { participant_id: 'p' } }).start();
  const tokens = ['old', 'new', 'newer'];
  const podium = new PodiumClient({ url: server.url, getToken: () => tokens.shift() ?? '' });
  expect(await podium.participant('p')).toEqual({ participant_id: 'p' });
  expect(server.requests.map((r) => r.headers.authorization)).toEqual(['Bearer old', 'Bearer new']);
  await podium.participant('p');
  expect(tokens).toEqual(['newer']);
});

test('a token that is refused anew is an error', async () => {
  server = await new ScriptedServer(401).start();
  const podium = new PodiumClient({ url: server.url, getToken: () => 'bad' });
  await expect(podium.participant('p')).rejects.toMatchObject({ status: 401 });
  expect(server.requests).toHaveLength(2);
});

test('ids are one segment of a path', async () => {
  const { podium } = await client({ status: 200, body: {} });
  await podium.participant('a/b?c#%', { include: ['points', 'tier'] });
  expect(server.requests[0].url).toBe('/api/v1/gamify/participants/a%2Fb%3Fc%23%25?include=points%2Ctier');
  await expect(podium.participant('..')).rejects.toBeInstanceOf(TypeError);
  await expect(podium.participant(undefined)).rejects.toBeInstanceOf(TypeError);
  await expect(podium.send(null)).rejects.toThrow('expected an event, but null');
});

test('a token that does not come is given up with the call', async () => {
  const podium = new PodiumClient({ url: 'http://127.0.0.1:1', getToken: () => new Promise(() => {}) });
  await expect(podium.participant('p', { signal: AbortSignal.timeout(20) })).rejects.toThrow('timeout');
});

test.each(['127.0.0.1:8080', '', [], 'ftp://x', undefined])('%o is no address', (url) => {
  expect(() => new PodiumClient({ url, tenantId: 't', key: 'k' })).toThrow(TypeError);
});

test.each([{}, { key: 'k', token: 't' }, { key: 'k' }, { key: 'k\u200b', tenantId: 't' }])('%o does not say who asks', (options) => {
  expect(() => new PodiumClient({ url: 'http://x', ...options })).toThrow(TypeError);
});
