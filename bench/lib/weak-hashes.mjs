import { changedBuild } from './changed-build.mjs';

/** One hash takes far less than a millisecond. No setting allows that, so it takes a changed build. */
const SETTINGS = { ARGON2_MEMORY_KIB: '8', ARGON2_ITERATIONS: '1' };

/** A copy of the build whose logins take the time of everything but the hash. */
export function weakHashes() {
  const { root, remove } = changedBuild({
    file: 'infrastructure/passwords/argon2/argon2-parameters.js',
    patches: [[/function areStrongEnough\(.*\) \{/, '$& return true;']],
  });
  return { root, remove, settings: SETTINGS };
}
