import { lastExpiry } from '../../../../src/domain/access-token/access-token-policy.js';
import { START } from '../../../support/builders.js';

describe('lastExpiry', () => {
  it('RV-03 is lifetime, tolerance and a second away', () => {
    expect(lastExpiry({ ttlMs: 900_000, clockToleranceMs: 30_000 }, START)).toEqual(
      new Date(START.getTime() + 931_000),
    );
  });
});
