import { z } from 'zod';
import { DISPLAY_NAME_RULE, isDisplayName } from '../../../domain/user/display-name.js';
import { EmailAddress } from '../../../domain/user/email-address.js';
import { Password } from '../../../domain/user/password.js';
import { ROLES } from '../../../domain/user/role.js';
import { USER_STATUSES } from '../../../domain/user/user-status.js';
import { ADA } from './examples.js';
import { DISPLAY_NAME_PATTERN, EMAIL_PATTERN } from './patterns.js';

/** An address has one format in requests and responses. */
export const EMAIL_FORMAT = { format: 'idn-email', maxLength: 254, example: ADA.email } as const;

/**
 * The fields of requests, with the rules of the domain. The rules are also checked here, so that the response lists all broken
 * ones.
 */
export const email = z
  .string('must be a string')
  .refine(EmailAddress.isValid, 'must be an e-mail address')
  .meta({
    ...EMAIL_FORMAT,
    minLength: 5,
    pattern: EMAIL_PATTERN,
    description:
      'At most 254 octets, 64 of them before the @. An international domain must be valid (UTS #46). Before the @, letters that can be spelled in another way are refused. So are hidden characters.',
  });

const PASSWORD_DESCRIPTION = 'Lengths are code points, as sent and in NFKC. A lone surrogate is refused';

export const password = z
  .string('must be a string')
  .refine(Password.isValid, Password.RULE)
  .meta({
    format: 'password',
    minLength: 1,
    maxLength: 128,
    description: `${PASSWORD_DESCRIPTION}.`,
    example: ADA.password,
  });

/** `null` means no name, as in responses. */
export const displayName = z
  .string('must be a string')
  .refine(isDisplayName, DISPLAY_NAME_RULE)
  .nullable()
  .meta({
    description: '`null` means no name',
    minLength: 1,
    maxLength: 100,
    pattern: DISPLAY_NAME_PATTERN,
    example: ADA.name,
  });

/** The minimum length is a setting, so the API description adds it. */
export const newPassword = password.meta({
  id: 'NewPassword',
  description: `${PASSWORD_DESCRIPTION}. Consecutive marks count as one. Also refused: a common password, the e-mail address, and the name of this service.`,
});

export const refreshToken = z.string('must be a string').max(4096, 'must have at most 4096 characters').meta({
  description: 'A refresh token of this service. Opaque to clients',
  pattern: '^[A-Za-z0-9_.-]*$',
});

export const role = z
  .enum(ROLES, `must be one of: ${ROLES.join(', ')}`)
  .meta({ id: 'Role', description: 'The role decides what a user may do.', example: 'user' });

export const roles = z.array(role, 'must be a list of roles').max(10, 'must have at most 10 members');

export const status = z
  .enum(USER_STATUSES, `must be one of: ${USER_STATUSES.join(', ')}`)
  .meta({ id: 'UserStatus', description: 'A disabled user cannot log in.', example: 'active' });

/** Path parameters. An unknown id and any other text get the same response, 404. */
export const idOfUser = z
  .string()
  .meta({ format: 'uuid', description: 'The id of the user', example: ADA.id });

export const idOfSession = z
  .string()
  .meta({ format: 'uuid', description: 'The id of the session', example: ADA.sessionId });
