import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { PodiumClient } from '@podium/client';
import { chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { startPodium } from './development.js';
import { launchOptions } from './launch.js';

const HERE = import.meta.dirname;
const DOCUMENT = join(HERE, '../../../docs/react.md');
const SHOWN = 'http://127.0.0.1:8080';

let podium;
let browser;
let server;
let port;
let directory;

/** @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, 'localhost', () => {
      const { port: free } = probe.address();
      probe.close(() => resolve(free));
    });
  });
}

/** The files that the document shows, with the address of this test's node. */
async function files() {
  const text = await readFile(DOCUMENT, 'utf8');
  return Object.fromEntries(
    [...text.matchAll(/^```\w+ file=(\S+)\n([^]*?)^```$/gm)].map(([, name, body]) => [name, body.replaceAll(SHOWN, podium.url)]),
  );
}

beforeAll(async () => {
  podium = await startPodium();
  directory = await mkdtemp(join(HERE, 'documented-'));
  const shown = await files();
  expect(Object.keys(shown)).toEqual(['token.js', 'server.js', 'index.html', 'main.jsx', 'Page.jsx']);
  for (const [name, body] of Object.entries(shown)) {
    await writeFile(join(directory, name), body);
  }
  await symlink(join(HERE, '../node_modules'), join(directory, 'node_modules'));
  port = await freePort();
  server = spawn(process.execPath, ['server.js'], { cwd: directory, env: { ...process.env, PORT: String(port) }, stdio: 'inherit' });
  browser = await chromium.launch(launchOptions());
});

afterAll(async () => {
  await browser?.close();
  server?.kill();
  await podium?.stop();
  await rm(directory, { recursive: true, force: true });
});

test('whoever follows docs/react.md sees a leaderboard that moves', async () => {
  const page = await browser.newPage();
  await vi.waitFor(() => page.goto(`http://localhost:${port}/`), { timeout: 60_000, interval: 200 });
  const text = () => page.locator('main').textContent();
  await expect.poll(text).toContain('0 points');
  const client = new PodiumClient({ url: podium.url, tenantId: 'tenant_brand_xyz', key: 'bq_test_admin_podium_dev_key_0001' });
  await client.send({ participant_id: 'p_8a3f', event_type: 'quiz_completed', attributes: { score: 80 }, idempotency_key: 'd1' });
  await expect.poll(text, { timeout: 30_000 }).toContain('50 points');
  await expect.poll(text, { timeout: 30_000 }).toContain('You: 80');
});
