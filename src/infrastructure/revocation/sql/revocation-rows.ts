import type { Insertable } from 'kysely';
import type { Revocation } from '../../../domain/access-token/revocation-store.port.js';
import { keyOf } from '../revocation-keys.js';
import type { RevocationTables } from './revocation-tables.js';

type RevocationRow = Omit<Insertable<RevocationTables['revocations']>, 'changed_at'>;

/** Higher than the version of any user. */
const EVERY_VERSION = Number.MAX_SAFE_INTEGER;

/**
 * Returns one row for each key, because a statement cannot write a row twice. Rows are sorted by key, because concurrent statements
 * that lock rows in the same order cannot deadlock.
 */
export function toRows(revocations: readonly Revocation[], until: Date): RevocationRow[] {
  const versions = new Map<string, number>();
  for (const revocation of revocations) {
    const key = keyOf(revocation);
    const beforeVersion = revocation.kind === 'user' ? revocation.beforeVersion : EVERY_VERSION;
    versions.set(key, Math.max(versions.get(key) ?? 0, beforeVersion));
  }
  const rows = [...versions].map(([key, beforeVersion]) => ({ key, before_version: beforeVersion, until }));
  return rows.sort((a, b) => (a.key < b.key ? -1 : 1));
}
