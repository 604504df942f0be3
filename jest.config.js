import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { basename } from 'node:path';
import vm from 'node:vm';
import { swcOptions } from './tests/support/swc-options.mjs';

// An editor or `npx jest` starts Jest without this flag. Each test file would then fail with a syntax error.
if (basename(process.argv[1] ?? '', '.js') === 'jest' && !('SourceTextModule' in vm)) {
  throw new Error(
    'Jest runs ES modules only with a flag of Node. Run: npm test -- path/to/file.test.ts\n' +
      'Or set NODE_OPTIONS=--experimental-vm-modules, and run Jest as before.',
  );
}
// The workers inherit it, and name what they store by it. So two runs may use one machine and one server.
process.env.TEST_RUN = randomBytes(4).toString('hex');

/** The contracts and the recipes of the README run on real servers, and other suites do where `STORES` chooses a technology on one. */
const usesServers = (name) =>
  ['contracts', 'tour'].includes(name) || (['cli', 'http'].includes(name) && Boolean(process.env.STORES));

/** These start the service or its commands as processes. */
const startsProcesses = (name) => ['cli', 'http', 'tour'].includes(name);

const globalSetupOf = (name) => {
  if (usesServers(name)) return '<rootDir>/tests/support/global-setup-with-servers.mjs';
  return startsProcesses(name) ? '<rootDir>/tests/support/global-setup.mjs' : undefined;
};

/** One project per kind of test, so that each can be run alone: `npm test -- --selectProjects unit`. */
const project = (displayName) => ({
  displayName,
  // `src` is a root too, so that a file that no test touches still shows in the coverage.
  roots: ['<rootDir>/src', `<rootDir>/tests/${displayName}`],
  testMatch: ['**/*.test.ts'],
  transform: {
    '^.+\\.ts$': ['@swc/jest', swcOptions],
  },
  extensionsToTreatAsEsm: ['.ts'],
  testEnvironment: '<rootDir>/tests/support/plain-environment.mjs',
  moduleNameMapper: { '^(\\.{1,2}/.*)\\.js$': '$1' },
  setupFiles: [
    '<rootDir>/tests/support/disable-async-storages.ts',
    '<rootDir>/tests/support/optimise-later.ts',
  ],
  globalSetup: globalSetupOf(displayName),
  globalTeardown: '<rootDir>/tests/support/global-teardown.mjs',
});

/** These take their time, the build or a browser, so a run has to ask for them, for example by `npm run test:outages`. */
const chosen = ['outages', 'browser', 'template'].filter(
  (name) => process.env[name.toUpperCase()] === 'true',
);
const kinds =
  chosen.length > 0 ? chosen : ['unit', 'adapters', 'contracts', 'cli', 'http', 'tour', 'architecture'];

/** Whoever deletes a kind of test deletes its folder, and nothing here. */
const projects = kinds.filter((kind) => existsSync(new URL(`tests/${kind}`, import.meta.url)));

export default {
  projects: projects.map(project),
  collectCoverageFrom: ['src/**/*.ts'],
  coverageProvider: 'babel',
  // The last lines of a run say which adapters were tested on which servers, which suites were skipped without their server, and what to do.
  reporters: [
    'default',
    '<rootDir>/tests/support/adapters-reporter.mjs',
    '<rootDir>/tests/support/missing-services-reporter.mjs',
  ],
  // Jest leaves one core to itself and needs little of it, and tests of outages and processes spend much of their time waiting.
  maxWorkers: availableParallelism() + 1,
};
