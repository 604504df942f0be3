import { Overloaded } from '../../../../src/domain/user/user.errors.js';
import { FailureLog } from '../../../../src/interfaces/http/failure-log.js';
import { OutageLog } from '../../../../src/interfaces/http/outage-log.js';
import { toProblemType } from '../../../../src/interfaces/http/problems/problem-types.js';
import { FakeClock } from '../../../support/fakes/fake-clock.js';
import { RecordingLogger } from '../../../support/fakes/recording-logger.js';

it('DS-07 logs refusals under load as one counted line a second', () => {
  const [logger, clock] = [new RecordingLogger(), new FakeClock()];
  const failures = new FailureLog(logger, new OutageLog(logger, clock), clock);
  const refuse = (requestId: string): void =>
    failures.report(new Overloaded(1_000), toProblemType(Overloaded.type), { requestId });

  refuse('first');
  clock.advance(999);
  for (let refused = 0; refused < 100; refused += 1) refuse('unseen');
  clock.advance(1);
  refuse('last');

  const message = 'Requests were refused: overloaded.';
  expect(logger.entries).toEqual([
    { level: 'warn', fields: { count: 1, requestId: 'first' }, message },
    { level: 'warn', fields: { count: 101, requestId: 'last' }, message },
  ]);
});
