// No login, only its hash: as many at a time as the service lets work, and a count of them each time it is asked.
import { createServer } from 'node:http';
import { availableParallelism } from 'node:os';
import argon2 from 'argon2';

const concurrency = Math.min(availableParallelism(), 4);
const hash = await argon2.hash('correct horse battery staple', {
  type: argon2.argon2id,
  memoryCost: 19_456,
  timeCost: 2,
  parallelism: 1,
});

/** Verifies per second. */
async function measure(durationMs) {
  const start = performance.now();
  let count = 0;
  const work = async () => {
    while (performance.now() - start < durationMs) {
      await argon2.verify(hash, 'correct horse battery staple');
      count += 1;
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
  return (count * 1_000) / (performance.now() - start);
}

createServer(async (request, response) => {
  const durationMs = Number(new URL(request.url, 'http://localhost').searchParams.get('durationMs'));
  response.end(JSON.stringify({ perSecond: await measure(durationMs) }));
}).listen(process.env.PORT, process.env.HOST);
