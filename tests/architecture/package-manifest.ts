import { readFileSync } from 'node:fs';

interface PackageManifest {
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

export const packageManifest: PackageManifest = JSON.parse(readFileSync('package.json', 'utf8'));
