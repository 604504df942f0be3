import type { FaultsByRow } from '../fault.js';

const CI = '.github/workflows/ci.yml';

export const supplyChainFaults: FaultsByRow = {
  'SC-01': [
    {
      why: 'A package has no integrity hash.',
      file: 'package-lock.json',
      find: '"packages": {',
      replace: '"packages": { "node_modules/planted": { "version": "1.0.0" },',
    },
    {
      why: 'A package comes from git.',
      file: 'package-lock.json',
      find: '"packages": {',
      replace:
        '"packages": { "node_modules/planted": { "resolved": "git+ssh://git@example.com/planted.git#1", "integrity": "sha512-planted" },',
    },
    {
      why: 'A package of the benchmarks comes from a URL.',
      file: 'bench/package-lock.json',
      find: '"packages": {',
      replace:
        '"packages": { "node_modules/planted": { "resolved": "https://example.com/planted.tgz", "integrity": "sha512-planted" },',
    },
    {
      why: 'Install scripts run.',
      file: '.npmrc',
      find: 'ignore-scripts=true',
      replace: 'ignore-scripts=false',
    },
    {
      why: 'The lockfile is not what is installed.',
      file: '.ci/run',
      find: "step 'Install' npm ci",
      replace: "step 'Install' npm install",
    },
  ],
  'SC-02': [
    {
      why: 'There is no SBOM.',
      file: CI,
      find: '- run: npm sbom --sbom-format cyclonedx --omit dev > sbom.cdx.json',
      replace: '',
    },
    {
      why: 'A known vulnerability does not fail.',
      file: CI,
      find: 'npm audit --omit=dev',
      replace: 'npm audit --omit=dev || true',
    },
    {
      why: 'Remediation times are not documented.',
      file: 'SECURITY.md',
      find: '## Remediation times',
      replace: '## Times',
    },
  ],
  'SC-03': [
    {
      why: 'An action is taken by its tag.',
      file: CI,
      find: 'actions/upload-artifact@ea165f8d65b6e75b540449e92b4886f43607fa02',
      replace: 'actions/upload-artifact@v4',
    },
    { why: 'The token can write.', file: CI, find: 'contents: read', replace: 'contents: write' },
    {
      why: 'A job has more rights.',
      file: CI,
      find: '    name: SBOM\n',
      replace: '    name: SBOM\n    permissions: write-all\n',
    },
  ],
};
