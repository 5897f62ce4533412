import { afterEach, expect, test } from 'vitest';
import { PodiumClient } from '../src/index.js';
import { readEvents } from '../src/sse.js';
import { Stream } from '../src/stream.js';
import { readToken } from '../src/tokens.js';
import { FakeTimers, ScriptedServer } from './scripted.js';

let server;
let close = () => {};
afterEach(async () => {
  close();
  await server?.stop();
});

const sends = (...blocks) => (request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  blocks.forEach((block) => response.write(block));
  setTimeout(() => request.socket.destroy(), 30);
};
const stays = (...blocks) => (request, response) => {
  response.writeHead(200, { 'Content-Type': 'text/event-stream' });
  blocks.forEach((block) => response.write(block));
};
const outcome = (id, number) => `id:${id}\nevent:points\ndata:{"outcome_id":"o${number}"}\n\n`;

/** Follows until so many events have come. */
async function follow(count, ...script) {
  server = await new ScriptedServer(...script).start();
  const podium = new PodiumClient({ url: server.url, getToken: () => 'token', timers: new FakeTimers() });
  const events = [];
  await new Promise((resolve) => {
    close = podium.follow('ann', (event) => events.push(event) === count && resolve(undefined));
  });
  return events;
}

test('goes on behind the last event, and hands on each outcome once', async () => {
  const events = await follow(
    4,
    sends('retry:100\n\n', 'id:a\nevent:snapshot\ndata:{"points":1}\n\n', outcome('b', 1)),
    503,
    sends(outcome('b', 1), outcome('c', 2), 'id:d\n\n'),
    stays(outcome('e', 3)),
  );
  expect(events.map((event) => event.data)).toEqual([
    { points: 1 },
    { outcome_id: 'o1' },
    { outcome_id: 'o2' },
    { outcome_id: 'o3' },
  ]);
  expect(server.requests.map((r) => r.headers['last-event-id'])).toEqual([undefined, 'b', 'b', 'd']);
});

test('ends when it is refused', async () => {
  server = await new ScriptedServer(403).start();
  const podium = new PodiumClient({ url: server.url, getToken: () => 'token', timers: new FakeTimers() });
  const error = await new Promise((resolve) => {
    podium.follow('ann', () => {}, (state, why) => state === 'ended' && resolve(why));
  });
  expect(error).toMatchObject({ status: 403, code: 'some_code' });
  expect(server.requests).toHaveLength(1);
});

test('a page instead of a stream ends it', async () => {
  server = await new ScriptedServer({ status: 200, headers: { 'Content-Type': 'text/html' }, body: '<html>' }).start();
  const podium = new PodiumClient({ url: server.url, getToken: () => 'token', timers: new FakeTimers() });
  const error = await new Promise((resolve) => {
    podium.follow('ann', () => {}, (state, why) => state === 'ended' && resolve(why));
  });
  expect(error).toMatchObject({ code: 'unreadable_answer' });
});

test('a connection on which nothing comes any more is given up', async () => {
  server = await new ScriptedServer(stays(outcome('a', 1)), stays(outcome('b', 2))).start();
  const events = [];
  await new Promise((resolve) => {
    const stream = new Stream({
      connect: (lastId, signal) => fetch(server.url, { signal, headers: { 'Last-Event-ID': lastId } }),
      onEvent: (event) => events.push(event) === 2 && resolve(undefined),
      warn: () => {},
      timers: new FakeTimers(),
      silenceMs: 50,
    });
    close = () => stream.close();
    void stream.run();
  });
  expect(server.requests.map((r) => r.headers['last-event-id'])).toEqual(['', 'a']);
});

test('a callback that fails is reported and costs no event', async () => {
  server = await new ScriptedServer(stays(outcome('a', 1), outcome('b', 2))).start();
  const warnings = [];
  const podium = new PodiumClient({ url: server.url, getToken: () => 'token', warn: (text) => warnings.push(text) });
  const seen = [];
  await new Promise((resolve) => {
    close = podium.follow('ann', ({ data }) => {
      seen.push(data.outcome_id);
      if (seen.length === 2) {
        resolve(undefined);
      }
      throw new Error('of the application');
    });
  });
  expect(seen).toEqual(['o1', 'o2']);
  expect(warnings[0]).toContain('of the application');
  expect(server.requests).toHaveLength(1);
});

async function parsed(...chunks) {
  const bytes = chunks.map((chunk) => (typeof chunk === 'string' ? new TextEncoder().encode(chunk) : chunk));
  const events = [];
  const seen = { ids: [], retry: undefined };
  const body = new ReadableStream({
    start(controller) {
      bytes.forEach((chunk) => controller.enqueue(chunk));
      controller.close();
    },
  });
  for await (const event of readEvents(body, { onRetry: (ms) => (seen.retry = ms), onId: (id) => seen.ids.push(id) })) {
    events.push(event);
  }
  return { events, ...seen };
}

test('reads what the standard says', async () => {
  const read = await parsed(
    ': a comment\n\nretry: 50\nid\nevent: x\ndata: one\ndata:two\n\n',
    'data\n\nid: 7\n\nid: bad\0\ndata: end\r',
    '\n\r\ndata: rest',
  );
  expect(read.events).toEqual([
    { type: 'x', id: '', data: 'one\ntwo' },
    { type: 'message', id: '', data: '' },
    { type: 'message', id: '7', data: 'end' },
  ]);
  expect(read.retry).toBe(50);
  expect(read.ids).toEqual(['', '7']);
});

test('reads the same however it is cut', async () => {
  const text = 'id:é\r\nevent:x\rdata:{"a":"\u{1F3C6}"}\n\ndata:2\r\n\r\n';
  const whole = await parsed(text);
  expect(whole.events).toHaveLength(2);
  const bytes = new TextEncoder().encode(text);
  for (let at = 1; at < bytes.length; at++) {
    expect((await parsed(bytes.slice(0, at), bytes.slice(at))).events).toEqual(whole.events);
  }
});

test('a token says whose it is', () => {
  const claims = { sub: 'p_ü', aud: 't', exp: 1_800_000_000 };
  const part = Buffer.from(JSON.stringify(claims)).toString('base64url');
  expect(readToken(`x.${part}.y`)).toEqual({
    participantId: 'p_ü',
    tenantId: 't',
    expiresAt: new Date(1_800_000_000_000),
  });
});
