import { Socket } from 'node:net';
import { Connection } from '../../../../../src/interfaces/http/server/connection.js';
import { overflowLog } from '../../../../../src/interfaces/http/server/overflow-log.js';
import { FakeClock } from '../../../../support/fakes/fake-clock.js';
import { RecordingLogger } from '../../../../support/fakes/recording-logger.js';

it('DS-06 a flood of connections logs one line a minute, with the number since the last line', () => {
  const logger = new RecordingLogger();
  const clock = new FakeClock();
  const report = overflowLog(logger, clock);
  const connection = new Connection(new Socket(), '192.0.2.1');
  for (; clock.elapsedMs() <= 60_000; clock.advance(1_000)) report(connection);
  const lines = logger.entries.map(({ level, fields }) => ({ level, fields }));
  expect(lines).toEqual([
    { level: 'warn', fields: { count: 1, network: '192.0.2.1' } },
    { level: 'warn', fields: { count: 60, network: '192.0.2.1' } },
  ]);
});
