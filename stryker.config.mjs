import jestConfig from './jest.config.js';

const unit = jestConfig.projects.find(({ displayName }) => displayName === 'unit');

/** Domain and application, judged by nothing but their own unit tests. */
export default {
  mutate: ['src/domain/**/*.ts', 'src/application/**/*.ts', '!src/**/*.port.ts'],
  testRunner: 'jest',
  jest: {
    projectType: 'custom',
    // Jest looks for related tests within its roots only, and the tests' support is outside of them.
    enableFindRelatedTests: false,
    config: {
      projects: [
        {
          ...unit,
          testMatch: ['**/tests/unit/{domain,application}/**/*.test.ts'],
          // As CommonJS: what Node's ES modules in a `vm` hold is never given back, which is gigabytes after a few mutants.
          extensionsToTreatAsEsm: [],
          transform: {
            '^.+\\.ts$': [
              '@swc/jest',
              { jsc: { parser: { syntax: 'typescript' }, target: 'es2023' }, module: { type: 'commonjs' } },
            ],
          },
        },
      ],
    },
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // Each run of Jest leaves something behind that slows down every promise after it (an `AsyncLocalStorage`, before Node 24).
  maxTestRunnerReuse: 10,
  // A mutant that is only slow on a busy machine is not a detected one.
  timeoutMS: 60_000,
  thresholds: { high: 95, low: 90, break: 90 },
  reporters: ['clear-text', 'progress-append-only', 'html', 'json'],
  clearTextReporter: { reportTests: false, logTests: false },
  htmlReporter: { fileName: 'reports/mutation/index.html' },
  jsonReporter: { fileName: 'reports/mutation/report.json' },
  tempDirName: '.stryker-tmp',
};
