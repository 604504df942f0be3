import { readdirSync } from 'node:fs';
import type { DomainErrorType } from '../../src/domain/shared/domain-error.js';

export interface DeclaredError {
  readonly name: string;
  readonly type: DomainErrorType;
}

const DOMAIN = '../../src/domain/';

/** Every error class that the error files of the domain export. */
export async function declaredErrors(): Promise<DeclaredError[]> {
  const files = readdirSync('src/domain', { recursive: true, encoding: 'utf8' });
  const modules = files.filter((file) => /\.errors?\.ts$/.test(file));
  const exported = await Promise.all(modules.map((file) => import(DOMAIN + file)));
  return exported
    .flatMap((module: object) => Object.entries(module))
    .filter(([, value]) => typeof value === 'function' && 'type' in value)
    .map(([name, { type }]) => ({ name, type }));
}
