import { PodiumClient } from '@podium/client';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startAddress, startPodium } from './development.js';
import { launchOptions } from './launch.js';

const KEY = 'bq_test_admin_podium_dev_key_0001';
const TENANT = 'tenant_brand_xyz';

let podium;
let browser;
let first;
let second;
let server;
let client;
let page;

beforeAll(async () => {
  podium = await startPodium();
  [first, second] = [await startAddress(podium.url), await startAddress(podium.url)];
  process.env.PODIUM_URL = podium.url;
  const { createExampleServer } = await import('../example/server.js');
  server = createExampleServer({ nodes: [first.url, second.url], participantId: 'p_browser' });
  await new Promise((resolve) => server.listen(0, 'localhost', () => resolve(undefined)));
  client = new PodiumClient({ url: podium.url, tenantId: TENANT, key: KEY });
  browser = await chromium.launch(launchOptions());
  page = await browser.newPage({ viewport: { width: 390, height: 844 } });
  page.on('pageerror', (error) => console.error(error));
  await page.goto(`http://localhost:${server.address().port}/`);
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  first?.stop();
  second?.stop();
  await podium?.stop();
});

const bar = () => page.getByTestId('fitness_30day').locator('.labels span').nth(1).textContent();
const points = () => page.getByTestId('points').textContent();
const celebrations = () => page.getByTestId('celebration').count();

async function quiz(key) {
  return client.send({
    participant_id: 'p_browser',
    event_type: 'quiz_completed',
    attributes: { score: 80 },
    idempotency_key: `p_browser:${key}`,
  });
}

async function picture(name) {
  if (process.env.PICTURES) {
    await page.screenshot({ path: `${process.env.PICTURES}/${name}.png`, fullPage: true });
  }
}

test('three quizzes that a server sends move the bar without a reload', async () => {
  await expect.poll(bar).toBe('0 of 5');
  await page.evaluate(() => (window.sameDocument = true));
  for (let i = 1; i <= 3; i++) {
    expect((await quiz(i)).duplicate).toBe(false);
    await expect.poll(bar, { timeout: 30_000 }).toBe(`${i} of 5`);
  }
  await expect.poll(() => page.getByTestId('board').textContent()).toContain('You240');
  expect(await page.evaluate(() => window.sameDocument)).toBe(true);
  await picture('phone');
});

test('a completed challenge is celebrated once, and a retried request not at all', async () => {
  await quiz(4);
  await quiz(5);
  await expect.poll(bar, { timeout: 30_000 }).toBe('5 of 5');
  await expect.poll(celebrations).toBeGreaterThan(0);
  const shown = await celebrations();
  await picture('celebration');
  for (let i = 1; i <= 5; i++) {
    expect((await quiz(i)).duplicate).toBe(true);
  }
  await quiz('after');
  await expect.poll(() => page.getByTestId('board').textContent()).toContain('You480');
  expect(await celebrations()).toBe(shown);
});

test('a page goes on with the other node when its own is gone', async () => {
  expect(first.connections() + second.connections()).toBeGreaterThan(0);
  const before = Number((await points()).replace(',', ''));
  first.stop();
  await quiz('gone');
  await expect.poll(async () => Number((await points()).replace(',', '')), { timeout: 60_000 }).toBeGreaterThan(before);
  expect(await page.evaluate(() => window.sameDocument)).toBe(true);
  await page.setViewportSize({ width: 1200, height: 800 });
  await picture('desktop');
});

test('how long it takes from the answer to the page', async () => {
  const times = [];
  for (let i = 0; i < 20; i++) {
    const before = await points();
    await quiz(`time:${i}`);
    const answered = performance.now();
    await page.waitForFunction((old) => document.querySelector('[data-testid=points]').textContent !== old, before);
    times.push(performance.now() - answered);
  }
  times.sort((a, b) => a - b);
  console.log(`from the answer to the page: p50 ${times[10].toFixed(0)} ms, longest ${times[19].toFixed(0)} ms`);
  expect(times).toHaveLength(20);
});
