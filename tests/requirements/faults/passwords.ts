import type { FaultsByRow } from '../fault.js';

const POLICY = 'src/domain/user/password-policy.ts';
const PASSWORD = 'src/domain/user/password.ts';
const NEW_PASSWORD = 'src/application/credentials/new-password.ts';
const CHANGE = 'src/application/account/change-password.use-case.ts';
const STANDING = 'src/application/access/actor-standing.ts';
const CREDENTIALS = 'src/application/credentials/credential-verifier.ts';
const VARIABLES = 'src/composition/configuration/core-variables.ts';
const ARGON2 = 'src/infrastructure/passwords/argon2';

export const passwordFaults: FaultsByRow = {
  'PW-01': [
    {
      why: 'A new password of any length is taken.',
      file: POLICY,
      find: 'password.length < this.rules.minLength',
      replace: 'false',
    },
    {
      why: 'Lengths are counted in UTF-16 units.',
      file: PASSWORD,
      find: "[...text.replace(MARKS, '\\u0301')].length",
      replace: "text.replace(MARKS, '\\u0301').length",
    },
    {
      why: 'The minimum can be set to 1.',
      file: VARIABLES,
      find: 'PASSWORD_MIN_LENGTH: integer({ min: 8,',
      replace: 'PASSWORD_MIN_LENGTH: integer({ min: 1,',
    },
    {
      why: 'The characters hashed are not counted.',
      file: PASSWORD,
      find: 'Math.min(lengthOf(raw), lengthOf(this.#normalized))',
      replace: 'lengthOf(raw)',
    },
    {
      why: 'The characters typed are not counted.',
      file: PASSWORD,
      find: 'Math.min(lengthOf(raw), lengthOf(this.#normalized))',
      replace: 'lengthOf(this.#normalized)',
    },
    {
      why: 'Each of the marks in a row counts.',
      file: PASSWORD,
      find: "text.replace(MARKS, '\\u0301')",
      replace: 'text',
    },
    {
      why: 'Each of the hidden characters in a row counts.',
      file: PASSWORD,
      find: '\\p{M}\\p{Default_Ignorable_Code_Point}',
      replace: '\\p{M}',
    },
  ],
  'PW-02': [
    {
      why: 'A password of any length is hashed.',
      file: PASSWORD,
      find: " && isShort(raw) && isShort(raw.normalize('NFKC'))",
      replace: '',
    },
    {
      why: 'A password of 128 code points is refused.',
      file: PASSWORD,
      find: 'length <= MAX_LENGTH',
      replace: 'length < MAX_LENGTH',
    },
    {
      why: 'What a password is once normalised may have any length.',
      file: PASSWORD,
      find: " && isShort(raw.normalize('NFKC'))",
      replace: '',
    },
    {
      why: 'What is typed may have any length.',
      file: PASSWORD,
      find: 'isShort(raw) && ',
      replace: '',
    },
  ],
  'PW-03': [
    {
      why: 'A new password must hold a space or a digit.',
      file: POLICY,
      find: 'if (matches(password, this.rules.serviceName))',
      replace: 'if (!/[\\d ]/.test(password.reveal()))',
    },
  ],
  'PW-04': [
    {
      why: 'A password is not normalised.',
      file: PASSWORD,
      find: "normalized = raw.normalize('NFKC')",
      replace: 'normalized = raw',
    },
    {
      why: 'A password is trimmed.',
      file: PASSWORD,
      find: "normalized = raw.normalize('NFKC')",
      replace: "normalized = raw.normalize('NFKC').trim()",
    },
    {
      why: 'A password is case-folded.',
      file: PASSWORD,
      find: "normalized = raw.normalize('NFKC')",
      replace: "normalized = raw.normalize('NFKC').toLowerCase()",
    },
    {
      why: 'A password is cut after 72 characters.',
      file: PASSWORD,
      find: 'return this.#normalized;',
      replace: 'return this.#normalized.slice(0, 72);',
    },
    {
      why: 'A password is cut after 72 bytes by the hasher.',
      file: `${ARGON2}/argon2-password-hasher.ts`,
      find: 'argon2.hash(password.reveal(),',
      replace: 'argon2.hash(password.reveal().slice(0, 72),',
      and: [
        {
          file: `${ARGON2}/argon2-password-hasher.ts`,
          find: 'argon2.verify(hash, password.reveal(),',
          replace: 'argon2.verify(hash, password.reveal().slice(0, 72),',
        },
      ],
    },
  ],
  'PW-05': [
    { why: 'A lone surrogate is taken.', file: PASSWORD, find: 'raw.isWellFormed() && ', replace: '' },
    {
      why: 'A body that is no UTF-8 is taken.',
      file: 'src/interfaces/http/middleware/json-body.ts',
      find: 'if (!isUtf8(body))',
      replace: 'if (false)',
    },
    {
      why: 'The command line takes bytes that are no UTF-8.',
      file: 'src/interfaces/cli/ask-password.ts',
      find: 'if (!isUtf8(line))',
      replace: 'if (false)',
    },
  ],
  'PW-06': [
    {
      why: 'A breached password is taken.',
      file: NEW_PASSWORD,
      find: 'if (await this.isBreached(password, client)) throw',
      replace: 'if ((await this.isBreached(password, client)) && false) throw',
    },
    {
      why: 'Nobody can register while the list is out of reach.',
      file: NEW_PASSWORD,
      find: 'return false;',
      replace: 'return true;',
    },
    {
      why: 'The audit log says nothing of a list that is out of reach.',
      file: NEW_PASSWORD,
      find: "await this.audit.record('breach_check_unavailable', { client });",
      replace: '',
    },
    {
      why: 'The name of the service is taken.',
      file: POLICY,
      find: 'if (matches(password, this.rules.serviceName))',
      replace: 'if (false)',
    },
    {
      why: 'The first part of the address is taken.',
      file: POLICY,
      find: 'matches(password, owner.localPart) || ',
      replace: '',
    },
    {
      why: 'The list is compared case-sensitively.',
      file: 'src/infrastructure/breached-passwords/common-passwords/common-passwords.ts',
      find: 'password.reveal().toLowerCase()',
      replace: 'password.reveal()',
    },
    {
      why: 'A word is refused wherever it is contained.',
      file: POLICY,
      find: "withoutCase(password.reveal()) === withoutCase(word.normalize('NFKC'))",
      replace: "withoutCase(password.reveal()).includes(withoutCase(word.normalize('NFKC')))",
    },
  ],
  'PW-07': [
    {
      why: 'Settings below the floor start.',
      file: `${ARGON2}/argon2-parameters.ts`,
      find: '{ memory: 12_288, iterations: 3 }',
      replace: '{ memory: 1_024, iterations: 1 }',
    },
    {
      why: 'Hashes are made with argon2i.',
      file: `${ARGON2}/argon2-password-hasher.ts`,
      find: 'type: argon2.argon2id',
      replace: 'type: argon2.argon2i',
      and: [{ file: `${ARGON2}/argon2-phc-string.ts`, find: '`$argon2id$v=', replace: '`$argon2i$v=' }],
    },
    {
      why: 'The salt has 8 bytes.',
      file: `${ARGON2}/argon2-phc-string.ts`,
      find: 'SALT_BYTES = 16',
      replace: 'SALT_BYTES = 8',
    },
    {
      why: 'The tag has 16 bytes.',
      file: `${ARGON2}/argon2-phc-string.ts`,
      find: 'TAG_BYTES = 32',
      replace: 'TAG_BYTES = 16',
    },
  ],
  'PW-08': [
    {
      why: 'A hash of other parameters is never replaced.',
      file: CREDENTIALS,
      find: '|| !this.hasher.needsRehash(passwordHash)) return;',
      replace: '|| passwordHash) return;',
    },
    {
      why: 'Only another length asks for a new hash.',
      file: `${ARGON2}/argon2-password-hasher.ts`,
      find: '!hash.startsWith(this.#prefix) || ',
      replace: '',
    },
    {
      why: 'The hash of a password that was changed meanwhile is overwritten.',
      file: 'src/domain/user/user.ts',
      find: 'this.state.passwordHash === from ?',
      replace: 'from !== to ?',
    },
    {
      why: 'A login fails if the replacement does.',
      file: CREDENTIALS,
      find: "await this.audit.record('password_rehash_failed', { userId: user.id, client });",
      replace: 'throw new InvalidCredentials();',
    },
  ],
  'PW-09': [
    {
      why: 'A stored hash may ask for any memory.',
      file: `${ARGON2}/argon2-parameters.ts`,
      find: 'memory <= MAX_PARAMETERS.memory',
      replace: 'true',
    },
    {
      why: 'A stored hash may ask for any number of iterations.',
      file: `${ARGON2}/argon2-parameters.ts`,
      find: 'iterations <= MAX_PARAMETERS.iterations',
      replace: 'true',
    },
    {
      why: 'A stored hash may ask for any number of lanes.',
      file: `${ARGON2}/argon2-parameters.ts`,
      find: 'parallelism <= MAX_PARAMETERS.parallelism',
      replace: 'true',
    },
    {
      why: 'A hash out of bounds is not logged.',
      file: `${ARGON2}/argon2-password-hasher.ts`,
      find: 'if (!stored || !areWithinBounds(stored.parameters)) {',
      replace: 'if (!stored || !areWithinBounds(stored.parameters)) {\n      return false;',
    },
  ],
  'PW-10': [
    {
      why: 'The pepper does not key the hash.',
      file: `${ARGON2}/argon2-password-hasher.ts`,
      find: 'return pepper ? { secret: pepper.key } : {};',
      replace: 'return pepper ? {} : {};',
    },
    {
      why: 'The id of the pepper is not stored beside the hash.',
      file: `${ARGON2}/argon2-password-hasher.ts`,
      find: 'peppers.current?.id',
      replace: 'undefined',
    },
    {
      why: 'A pepper may be short.',
      file: 'src/infrastructure/passwords/pepper-ring.variables.ts',
      find: 'MIN_KEY_BYTES = 32',
      replace: 'MIN_KEY_BYTES = 1',
    },
  ],
  'PW-11': [
    {
      why: 'The current password is not asked for.',
      file: CHANGE,
      find: 'await this.credentials.',
      replace: 'if (!current) await this.credentials.',
    },
    {
      why: 'The current password is taken as the new one.',
      file: CHANGE,
      find: 'if (replacement.equals(current)) return this.refuseUnchanged(owner, command);',
      replace: '',
    },
    {
      why: 'Other sessions go on.',
      file: CHANGE,
      find: 'await this.terminator.endSessionsOf(user, { except: sessionId });',
      replace: 'await this.terminator.revokeTokensOf(user);',
    },
    {
      why: 'The session that asked ends, too.',
      file: CHANGE,
      find: 'endSessionsOf(user, { except: sessionId })',
      replace: 'endSessionsOf(user)',
    },
    {
      why: 'The access token that asked stays good.',
      file: 'src/application/session/access-terminator.ts',
      find: 'known, [ofUser(user.id, user.version)], except',
      replace: 'known, [], except',
    },
    {
      why: 'Two changes at once both succeed.',
      file: STANDING,
      find: 'if (!user.stillHonours(actor.userVersion))',
      replace: 'if (!user.isActive)',
      and: [
        {
          file: STANDING,
          find: 'if (await this.revocations.isRevoked(actor))',
          replace: 'if (actor.userId === undefined)',
        },
      ],
    },
  ],
};
