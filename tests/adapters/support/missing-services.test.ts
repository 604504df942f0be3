import { missingServices } from '../../support/missing-services-reporter.mjs';
import { describeOn, isRequired, markOf } from '../../support/needed-services.js';

const postgres = { name: 'postgres', hint: 'set TEST_POSTGRES_URL' };
const redis = { name: 'redis', hint: 'install redis-server' };

const suite = (title: string, statuses: readonly string[]) => ({
  testResults: statuses.map((status) => ({ status, ancestorTitles: [title, 'insert'] })),
});

describe('The reporter of missing services', () => {
  it('prints nothing if nothing was skipped', () => {
    expect(missingServices([suite('UserRepository', ['passed', 'failed'])])).toEqual([]);
  });

  it('ignores cases that were skipped for another reason', () => {
    expect(missingServices([suite('UserRepository of in-memory', ['pending'])])).toEqual([]);
  });

  it('names each missing service once, with its suites, the number of tests and what to do', () => {
    const lines = missingServices([
      suite(`UserRepository of postgres ${markOf(postgres)}`, ['pending', 'pending']),
      suite(`SessionRepository of postgres ${markOf(postgres)}`, ['pending']),
      suite(`RevocationStore of redis ${markOf(redis)}`, ['pending']),
    ]);
    expect(lines).toEqual([
      'Skipped without postgres: 3 tests of UserRepository of postgres, SessionRepository of postgres. To run them: set TEST_POSTGRES_URL.',
      'Skipped without redis: 1 tests of RevocationStore of redis. To run them: install redis-server.',
    ]);
  });
});

describe('A required service', () => {
  it('is one that REQUIRE_SERVICES names', () => {
    expect(isRequired(postgres, { REQUIRE_SERVICES: 'redis, postgres' })).toBe(true);
    expect(isRequired(postgres, { REQUIRE_SERVICES: 'redis' })).toBe(false);
    expect(isRequired(postgres, {})).toBe(false);
  });
});

describe('A suite on a server', () => {
  const body = () => {};
  const recorder = () => {
    const calls: string[] = [];
    const run = (name: string, inner: () => void) => {
      calls.push(name);
      inner();
    };
    const skip = (name: string) => calls.push(`skipped ${name}`);
    return { calls, runner: { describe: Object.assign(run, { skip }), it: run } };
  };

  it('runs if the server is available', () => {
    const { calls, runner } = recorder();
    describeOn(postgres, true, {}, runner)('users', body);
    expect(calls).toEqual(['users']);
  });

  it('is skipped by name if the server is missing', () => {
    const { calls, runner } = recorder();
    describeOn(postgres, false, {}, runner)('users', body);
    expect(calls).toEqual(['skipped users [needs postgres: set TEST_POSTGRES_URL]']);
  });

  it('fails if the server is missing but required', () => {
    const { calls, runner } = recorder();
    const run = () => describeOn(postgres, false, { REQUIRE_SERVICES: 'postgres' }, runner)('users', body);
    expect(run).toThrow('REQUIRE_SERVICES names postgres, and it is not there: set TEST_POSTGRES_URL');
    expect(calls).toEqual(['users [needs postgres: set TEST_POSTGRES_URL]', 'finds its server']);
  });
});
