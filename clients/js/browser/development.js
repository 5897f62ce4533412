import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { createConnection, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const JAR = join(import.meta.dirname, '../../../standalone/target/podium-all.jar');

/** Podium in development mode, as a process of its own. */
export async function startPodium() {
  const directory = await mkdtemp(join(tmpdir(), 'podium-browser-'));
  const java = process.env.JAVA_HOME ? join(process.env.JAVA_HOME, 'bin/java') : 'java';
  const child = spawn(java, ['-Xmx512m', '-jar', JAR, 'dev', '--port=0', '--kafka-port=0', `--data-dir=${directory}`]);
  let log = '';
  child.stderr.on('data', (text) => (log += text));
  const url = await new Promise((resolve, reject) => {
    let out = '';
    child.stdout.on('data', (text) => {
      out += text;
      const ready = out.match(/^ready (http:\S+)/m);
      if (ready) {
        resolve(ready[1]);
      }
    });
    child.on('exit', (code) => reject(new Error(`expected development mode to start, but it ended with ${code}: ${log}`)));
  });
  return {
    url,
    async stop() {
      child.removeAllListeners('exit');
      const ended = new Promise((resolve) => child.on('exit', resolve));
      child.kill();
      await ended;
      await rm(directory, { recursive: true, force: true });
    },
  };
}

/**
 * An address of its own for a node, which can be taken away: for a page, that is the death of the node.
 *
 * @param {string} url of the node
 */
export async function startAddress(url) {
  const sockets = new Set();
  const { hostname, port } = new URL(url);
  const server = createServer((client) => {
    const node = createConnection(Number(port), hostname);
    for (const [one, other] of [
      [client, node],
      [node, client],
    ]) {
      sockets.add(one);
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
      one.pipe(other);
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(undefined)));
  return {
    url: `http://127.0.0.1:${server.address().port}`,
    connections: () => sockets.size / 2,
    stop() {
      server.close();
      sockets.forEach((socket) => socket.destroy());
    },
  };
}
