import jestConfig from './jest.config.js';

const unit = jestConfig.projects.find(({ displayName }) => displayName === 'unit');

/** Domain and application, judged by nothing but their own unit tests. */
export default {
  mutate: ['src/domain/**/*.ts', 'src/application/**/*.ts', '!src/**/*.port.ts'],
  testRunner: 'jest',
  testRunnerNodeArgs: ['--experimental-vm-modules', '--disable-warning=ExperimentalWarning'],
  jest: {
    projectType: 'custom',
    // Jest looks for related tests within its roots only, and the tests' support is outside of them.
    enableFindRelatedTests: false,
    config: {
      projects: [{ ...unit, testMatch: ['**/tests/unit/{domain,application}/**/*.test.ts'] }],
    },
  },
  coverageAnalysis: 'perTest',
  concurrency: 2,
  // A mutant that is only slow on a busy machine is not a detected one.
  timeoutMS: 60_000,
  thresholds: { high: 95, low: 90, break: 90 },
  reporters: ['clear-text', 'html', 'json'],
  clearTextReporter: { reportTests: false, logTests: false },
  htmlReporter: { fileName: 'reports/mutation/index.html' },
  jsonReporter: { fileName: 'reports/mutation/report.json' },
  tempDirName: '.stryker-tmp',
};
