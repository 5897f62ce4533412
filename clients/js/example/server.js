// The part of an application that runs on its server: it has the API key, knows who is signed in, mints tokens for them,
// and reports what they did. The page itself has neither the key nor a say in what something is worth.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { PodiumClient } from '@podium/client';

const NODES = (process.env.PODIUM_URL ?? 'http://127.0.0.1:8080').split(',');
const TENANT = process.env.PODIUM_TENANT ?? 'tenant_brand_xyz';
const KEY = process.env.PODIUM_KEY ?? 'bq_test_admin_podium_dev_key_0001';
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json' };

/**
 * Serves the built page, tokens, and quizzes.
 *
 * @param {object} options
 * @param {string[]} options.nodes that the page asks
 * @param {string} options.participantId who is signed in; a real application reads that from its session
 */
export function createExampleServer({ nodes, participantId }) {
  const podium = new PodiumClient({ url: NODES, tenantId: TENANT, key: KEY });
  return createServer(async (request, response) => {
    try {
      const path = new URL(request.url, 'http://x').pathname;
      if (request.method === 'POST' && path === '/token') {
        json(response, await mint(participantId));
      } else if (request.method === 'POST' && path === '/quiz') {
        const event = { participant_id: participantId, event_type: 'quiz_completed', attributes: { score: 80 } };
        json(response, await podium.send(event));
      } else if (path === '/config.json') {
        json(response, { nodes });
      } else {
        const file = normalize(path === '/' ? '/index.html' : path);
        const body = await readFile(join(import.meta.dirname, 'dist', file));
        response.writeHead(200, { 'Content-Type': TYPES[extname(file)] ?? 'application/octet-stream' }).end(body);
      }
    } catch (failure) {
      response.writeHead(failure.code === 'ENOENT' ? 404 : 502).end();
    }
  });
}

async function mint(participantId) {
  const answer = await fetch(NODES[0] + '/api/v1/auth/participant-token', {
    method: 'POST',
    headers: { Authorization: `Bearer ${KEY}`, 'X-Bricqs-Tenant': TENANT, 'Content-Type': 'application/json' },
    body: JSON.stringify({ participant_id: participantId, ttl_seconds: 3600 }),
  });
  return answer.json();
}

function json(response, body) {
  response.writeHead(200, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end(JSON.stringify(body));
}

if (process.argv[1] === import.meta.filename) {
  createExampleServer({ nodes: NODES, participantId: process.env.PARTICIPANT ?? 'p_8a3f' }).listen(5173, '127.0.0.1', () =>
    console.log('http://127.0.0.1:5173'),
  );
}
