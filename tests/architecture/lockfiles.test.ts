import { readFileSync } from 'node:fs';

interface Lockfile {
  readonly packages: Readonly<Record<string, LockedPackage>>;
}

interface LockedPackage {
  readonly integrity?: string;
  readonly resolved?: string;
  readonly link?: boolean;
}

describe.each(['package-lock.json', 'bench/package-lock.json', 'clients/package-lock.json'])(
  'SC-01 %s',
  (file) => {
    const { packages }: Lockfile = JSON.parse(readFileSync(file, 'utf8'));
    const installed = Object.entries(packages).filter(([path]) => path !== '');

    it('has a hash for every package', () => {
      const unproven = installed.filter(([, { integrity }]) => !integrity?.startsWith('sha512-'));
      expect(unproven.map(([path]) => path)).toEqual([]);
      expect(installed.length).toBeGreaterThan(50);
    });

    it('takes none from a repository, a folder or an address', () => {
      const elsewhere = installed.filter(([, { resolved, link }]) => resolved !== undefined || link);
      expect(elsewhere.map(([path]) => path)).toEqual([]);
    });
  },
);

it('SC-01 no package brings a script of its own to its installation', () => {
  expect(readFileSync('.npmrc', 'utf8')).toMatch(/^ignore-scripts=true$/m);
});
