import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { defineConnection } from '../../../wiring/connection.js';
import { endpointOf, integer } from '../../variable-schemas.js';
import type { SqlDatabase } from './sql-database.js';

const FILE = /^file:(?=.)/;
const POSTGRES = /^postgres(ql)?:\/\/(?=.)/;

/** The scheme of the URL selects the driver. Only that driver is loaded, which makes the start faster. */
export const sqlConnection = defineConnection({
  name: 'sql',
  variables: z.object({
    DATABASE_URL: z
      .string('must be a URL that begins with file: or postgres://')
      .refine(
        (url) => FILE.test(url) || POSTGRES.test(url),
        'must be a URL that begins with file: or postgres://',
      )
      .meta({ secret: true, developmentDefault: 'file:.data/dev.db' }),
    DATABASE_POOL_SIZE: integer({ min: 1, max: 1_000, defaultValue: 10 }),
  }),
  endpoint: ({ DATABASE_URL: url }) =>
    FILE.test(url) ? { variable: 'DATABASE_URL', file: pathOf(url) } : endpointOf('DATABASE_URL', url),
  open: async ({ DATABASE_URL: url, DATABASE_POOL_SIZE: poolSize }): Promise<SqlDatabase> => {
    if (!FILE.test(url)) return (await import('./postgres-database.js')).openPostgres(url, poolSize);
    return (await import('./sqlite-database.js')).openSqlite(pathOf(url));
  },
  check: (database) => database.check(),
  close: (database) => database.close(),
});

/** Accepts an absolute URL such as `file:///var/lib/auth.db` and a relative path such as `file:.data/dev.db`. */
function pathOf(url: string): string {
  return url.startsWith('file://') ? fileURLToPath(url) : url.replace(FILE, '');
}
