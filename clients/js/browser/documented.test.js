import { readFile, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';
import { PodiumClient } from '@podium/client';
import { chromium } from 'playwright-core';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startPodium } from './development.js';
import { launchOptions } from './launch.js';

const HERE = import.meta.dirname;
const DOCUMENT = join(HERE, '../../../docs/react.md');
const SHOWN = 'http://127.0.0.1:8080';

let podium;
let browser;
let server;
let directory;

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
  expect(Object.keys(shown)).toEqual(['token.js', 'main.jsx', 'Page.jsx']);
  for (const [name, body] of Object.entries(shown)) {
    await writeFile(join(directory, name), body);
  }
  await writeFile(join(directory, 'index.html'), '<div id="root"></div><script type="module" src="/main.jsx"></script>');
  await symlink(join(HERE, '../node_modules'), join(directory, 'node_modules'));
  await build({ root: directory, configFile: false, logLevel: 'warn', esbuild: { jsx: 'automatic' } });
  const { mintToken } = await import(join(directory, 'token.js'));
  server = createServer(async (request, response) => {
    if (request.url === '/token') {
      response.end(await mintToken('p_documented'));
      return;
    }
    const path = request.url === '/' ? '/index.html' : request.url;
    const type = extname(path) === '.js' ? 'text/javascript' : 'text/html';
    const body = await readFile(join(directory, 'dist', path)).catch(() => undefined);
    response.writeHead(body ? 200 : 404, { 'Content-Type': type }).end(body);
  });
  await new Promise((resolve) => server.listen(0, 'localhost', () => resolve(undefined)));
  browser = await chromium.launch(launchOptions());
});

afterAll(async () => {
  await browser?.close();
  server?.close();
  await podium?.stop();
  await rm(directory, { recursive: true, force: true });
});

test('whoever follows docs/react.md sees a leaderboard that moves', async () => {
  const page = await browser.newPage();
  await page.goto(`http://localhost:${server.address().port}/`);
  const text = () => page.locator('main').textContent();
  await expect.poll(text).toContain('0 points');
  const client = new PodiumClient({ url: podium.url, tenantId: 'tenant_brand_xyz', key: 'bq_test_admin_podium_dev_key_0001' });
  await client.send({ participant_id: 'p_documented', event_type: 'quiz_completed', attributes: { score: 80 }, idempotency_key: 'd1' });
  await expect.poll(text, { timeout: 30_000 }).toContain('50 points');
  await expect.poll(text, { timeout: 30_000 }).toContain('You: 80');
});
