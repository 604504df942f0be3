import { lastExpiry } from '../../../../src/domain/access-token/access-token-policy.js';
import { START } from '../../../support/builders.js';

describe('lastExpiry', () => {
  it('RV-03 is the lifetime, the tolerance and a second ahead', () => {
    expect(lastExpiry({ ttlMs: 900_000, clockToleranceMs: 30_000 }, START)).toEqual(
      new Date(START.getTime() + 931_000),
    );
  });
});
