import { endsAllSessions } from '../../../../src/domain/session/session-policy.js';

describe('RT-05 reuse', () => {
  it.each([
    ['user', 'unused-successor', true],
    ['user', 'used-successor', true],
    ['graded', 'unused-successor', false],
    ['graded', 'used-successor', true],
    ['session', 'unused-successor', false],
    ['session', 'used-successor', false],
  ] as const)('with the scope %s and an %s ends all sessions: %s', (scope, reuse, expected) => {
    expect(endsAllSessions(scope, reuse)).toBe(expected);
  });
});
