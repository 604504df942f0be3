import { list, membersOf } from '../variable-schemas.js';
import type { Pepper } from './pepper-ring.js';

const MIN_KEY_BYTES = 32;
const PEPPER = /^([A-Za-z0-9]{1,8}):(.+)$/;

/** Optional. Removing a pepper from the list makes the hashes that use it unverifiable. */
export const pepperVariables = {
  PASSWORD_PEPPERS: list()
    .transform((members, context) => {
      const peppers = members.map(parsePepper).filter((pepper) => pepper !== undefined);
      if (peppers.length === members.length && new Set(peppers.map(({ id }) => id)).size === members.length) {
        return peppers;
      }
      context.addIssue(
        `must be a comma-separated list of id:key with distinct ids of 1 to 8 letters or digits and keys of at least ${MIN_KEY_BYTES} bytes each`,
      );
      return [];
    })
    .meta({ keysIn: keysOfPeppers }),
};

function keysOfPeppers(value: string): string[] {
  return membersOf(value).map((member) => PEPPER.exec(member)?.[2] ?? member);
}

function parsePepper(member: string): Pepper | undefined {
  const [, id, secret] = PEPPER.exec(member) ?? [];
  if (id === undefined || secret === undefined) return undefined;
  const key = Buffer.from(secret);
  return key.length < MIN_KEY_BYTES ? undefined : { id, key };
}
