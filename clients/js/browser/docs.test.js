import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPodium } from './development.js';
import { launchOptions } from './launch.js';

let podium;
let browser;

beforeAll(async () => {
  podium = await startPodium();
  browser = await chromium.launch(launchOptions());
});

afterAll(async () => {
  await browser?.close();
  await podium?.stop();
});

test('"Try it out" works at once on the node’s own page', async () => {
  const page = await browser.newPage();
  const foreign = [];
  const violations = [];
  page.on('request', (request) => request.url().startsWith(podium.url) || request.url().startsWith('data:') || foreign.push(request.url()));
  page.on('console', (message) => message.text().includes('Content Security Policy') && violations.push(message.text()));
  await page.goto(podium.url);
  expect(new URL(page.url()).pathname).toBe('/docs');
  const operation = page.locator('#operations-default-ingestEventSync');
  await operation.locator('.opblock-summary-control').click();
  await operation.getByRole('button', { name: 'Try it out' }).click();
  await operation.getByRole('button', { name: 'Execute' }).click();
  await expect.poll(() => operation.locator('.live-responses-table tbody .response-col_status').first().textContent(), { timeout: 30_000 })
    .toContain('200');
  expect(await operation.locator('.live-responses-table').textContent()).toContain('points_granted');
  expect(foreign).toEqual([]);
  expect(violations).toEqual([]);
});
