import type { AddressLimiter } from '../../../../src/domain/throttling/address-limiter.port.js';
import type { LoginThrottle } from '../../../../src/domain/throttling/login-throttle.port.js';
import { throttling } from '../../../../src/infrastructure/throttling/index.js';
import { ports } from '../../../../src/wiring/port-identifiers.js';
import { mongoServer } from '../../servers/test-servers.js';
import type { ThrottlingHarness, ThrottlingUnderTest } from '../throttling-harnesses.js';
import { MongoUnderTest } from './mongo-under-test.js';

class MongoThrottling extends MongoUnderTest implements ThrottlingUnderTest {
  get throttle(): LoginThrottle {
    return this.container.get(ports.LoginThrottle);
  }

  get limiter(): AddressLimiter {
    return this.container.get(ports.AddressLimiter);
  }

  /** The limiters use the clock of this machine. So the harness makes the stored counts older instead. */
  override async advance(ms: number): Promise<void> {
    const counters = this.database.collection('counters');
    await counters.updateMany({}, [{ $set: { expire: { $subtract: ['$expire', ms] } } }]);
  }
}

export const mongoThrottling: ThrottlingHarness = {
  cannot: { step: 'the limiters use the clock of this machine' },
  toleranceMs: 1_000,
  server: mongoServer,
  start: () => MongoThrottling.start(throttling),
};
