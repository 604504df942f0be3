import { readdirSync } from 'node:fs';
import { get } from 'node:http';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { startProduct } from './lib/product.mjs';

const DESCRIPTORS = 300;
const STALLED = 400;
const ATTACKER = '127.0.0.2';
/** Whatever ends is opened again after a second, for as long as the attack lasts. */
const AGAIN_AFTER_MS = 1_000;
const ATTACK_SECONDS = 20;
const TRIES = 40;
const TRY_EVERY_MS = 100;
const TIMEOUT_MS = 1_000;
/** 10 s for a head, up to 2 s until that is noticed, 1 s for the client to close. */
const END_SECONDS = ATTACK_SECONDS + 15;

/** What a connection sends that is opened to be held, not to be used. */
const STALLS = ['', 'GET /me HTTP/1.1\r\nHost: loc'];

/** Whether a process with few descriptors answers others while one address holds more connections than that (DS-06). */
export async function connections() {
  const product = await startProduct({}, { descriptors: DESCRIPTORS });
  const before = openDescriptors(product.pid);
  const startedAt = performance.now();
  const until = (seconds) => sleep(seconds * 1_000 - (performance.now() - startedAt));
  const attack = startAttack(product.url);
  try {
    await until(1);
    const during = await answered(product.url);
    await until(ATTACK_SECONDS);
    attack.renew = false;
    const after = await answered(product.url);
    await until(END_SECONDS);
    const held = Math.max(0, openDescriptors(product.pid) - before);

    const requests = `of ${TRIES} GET /health/live from another address`;
    const baseline = `${STALLED} stalled connections, ${DESCRIPTORS} descriptors`;
    return [
      { subject: `${during} ${requests}, meanwhile`, baseline, ratio: during / TRIES, atLeast: 1 },
      {
        subject: `${after} ${requests}, after ${ATTACK_SECONDS} s`,
        baseline,
        ratio: after / TRIES,
        atLeast: 1,
      },
      {
        subject: `${held} descriptors held after ${END_SECONDS} s`,
        baseline,
        ratio: held / STALLED,
        atMost: 0,
      },
    ];
  } finally {
    attack.renew = false;
    for (const socket of attack.sockets) socket.destroy();
    await product.stop();
  }
}

function startAttack(url) {
  const attack = { url, renew: true, sockets: new Set() };
  for (let count = 0; count < STALLED; count += 1) stall(attack, STALLS[count % STALLS.length]);
  return attack;
}

/** A client that opens a connection, never finishes its request, and does not close. */
function stall(attack, bytes) {
  const { hostname, port } = new URL(attack.url);
  const socket = connect({ host: hostname, port: Number(port), localAddress: ATTACKER, allowHalfOpen: true });
  attack.sockets.add(socket);
  socket.on('error', () => {}).on('connect', () => socket.write(bytes));
  // One that was answered, with 408, is left as it is: it holds a descriptor of a service that waits for its client.
  socket.on('end', () => socket.bytesRead === 0 && socket.destroy());
  socket.resume().once('close', () => {
    attack.sockets.delete(socket);
    if (attack.renew) setTimeout(stall, AGAIN_AFTER_MS, attack, bytes);
  });
}

async function answered(url) {
  let count = 0;
  for (let number = 0; number < TRIES; number += 1) {
    if (await isAnswered(`${url}/health/live`)) count += 1;
    await sleep(TRY_EVERY_MS);
  }
  return count;
}

function isAnswered(url) {
  return new Promise((resolve) => {
    const request = get(url, { agent: false, timeout: TIMEOUT_MS }, (response) => {
      response.resume();
      resolve(response.statusCode === 200);
    });
    request.on('error', () => resolve(false)).on('timeout', () => request.destroy());
  });
}

function openDescriptors(pid) {
  return readdirSync(`/proc/${pid}/fd`).length;
}
