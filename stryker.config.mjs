import jestConfig from './jest.config.js';
import { swcOptions } from './tests/support/swc-options.mjs';

const unit = jestConfig.projects.find(({ displayName }) => displayName === 'unit');

/** Mutates domain and application, and runs their unit tests only. */
export default {
  mutate: ['src/domain/**/*.ts', 'src/application/**/*.ts', '!src/**/*.port.ts'],
  testRunner: 'jest',
  jest: {
    projectType: 'custom',
    // Jest finds related tests only inside its roots, and `tests/support` is outside.
    enableFindRelatedTests: false,
    config: {
      projects: [
        {
          ...unit,
          testMatch: ['**/tests/unit/{domain,application}/**/*.test.ts'],
          // CommonJS, because Node never frees the ES modules of a `vm` context. They would take gigabytes after a few mutants.
          extensionsToTreatAsEsm: [],
          transform: {
            '^.+\\.ts$': ['@swc/jest', { ...swcOptions, module: { type: 'commonjs' } }],
          },
        },
      ],
    },
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // Before Node 24, each run of Jest leaks an `AsyncLocalStorage`, which slows down all later promises.
  maxTestRunnerReuse: 10,
  // On a busy machine, a slow test must not count as a detected mutant.
  timeoutMS: 60_000,
  thresholds: { high: 95, low: 90, break: 90 },
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  clearTextReporter: { reportTests: false, logTests: false },
  htmlReporter: { fileName: 'reports/mutation/index.html' },
  jsonReporter: { fileName: 'reports/mutation/report.json' },
  tempDirName: '.stryker-tmp',
};
