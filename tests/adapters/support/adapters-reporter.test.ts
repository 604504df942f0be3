import { type ContractResult, testedAdapters } from '../../support/adapters-reporter.mjs';
import { markOf } from '../../support/needed-services.js';

const suite = (
  name: string,
  ...cases: readonly (readonly [title: string, status: string])[]
): ContractResult => ({
  testFilePath: `/somewhere/tests/contracts/${name}.contract.test.ts`,
  testResults: cases.map(([title, status]) => ({ status, ancestorTitles: [title, 'insert'] })),
});

describe('The reporter of tested adapters', () => {
  it('names each adapter once, with its slot, its server and the number of its cases', () => {
    const results = [
      suite(
        'user-repository',
        ['UserRepository of mongo', 'passed'],
        ['UserRepository of in-memory', 'passed'],
      ),
      suite('session-repository', ['SessionRepository of mongo', 'passed']),
      suite(
        'revocation-store',
        ['RevocationStore of redis', 'passed'],
        ['RevocationStore of redis, copied', 'passed'],
      ),
      suite(
        'login-throttle',
        ['LoginThrottle of sql', 'passed'],
        ['LoginThrottle of sql on postgres', 'passed'],
      ),
      suite('access-tokens', ['access tokens of jsonwebtoken', 'passed']),
    ];
    const versions = {
      TEST_MONGODB_VERSION: '6.0.5',
      TEST_REDIS_VERSION: '7.0.15',
      TEST_POSTGRES_VERSION: '15.14',
    };
    expect(testedAdapters(results, versions)).toEqual([
      'persistence: in-memory, 1 cases',
      'persistence: mongo on MongoDB 6.0.5, 2 cases',
      'revocation: redis on Redis 7.0.15, 2 cases',
      'throttling: sql on PostgreSQL 15.14, 1 cases',
      'throttling: sql on an SQLite file, 1 cases',
      'tokens: jsonwebtoken, 1 cases',
    ]);
  });

  it('reports failed and skipped cases', () => {
    const title = 'AuditLog of log';
    const results = [suite('audit-log', [title, 'passed'], [title, 'failed'], [title, 'pending'])];
    expect(testedAdapters(results, {})).toEqual(['audit: log, 3 cases, 1 failed, 1 skipped']);
  });

  it('leaves out an adapter that was skipped because its server is missing', () => {
    const title = `UserRepository of mongo ${markOf({ name: 'mongo', hint: 'install mongod' })}`;
    expect(testedAdapters([suite('user-repository', [title, 'pending'])], {})).toEqual([]);
  });

  it('leaves out the version of a server that does not tell it', () => {
    const results = [suite('user-repository', ['UserRepository of mongo', 'passed'])];
    expect(testedAdapters(results, {})).toEqual(['persistence: mongo on MongoDB, 1 cases']);
  });

  it('leaves out stores that only tests use, and suites that are not contracts of a slot', () => {
    const results = [
      suite('user-repository', ['UserRepository of networked', 'passed']),
      suite('refresh-token-codec', ['refresh tokens of hmac', 'passed']),
      { ...suite('x', ['A list of users', 'passed']), testFilePath: '/somewhere/tests/unit/list.test.ts' },
    ];
    expect(testedAdapters(results, {})).toEqual([]);
  });
});
