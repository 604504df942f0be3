import { z } from 'zod';
import { DISPLAY_NAME_RULE, isDisplayName } from '../../../domain/user/display-name.js';
import { EmailAddress } from '../../../domain/user/email-address.js';
import { Password } from '../../../domain/user/password.js';
import { ROLES } from '../../../domain/user/role.js';
import { USER_STATUSES } from '../../../domain/user/user-status.js';

/** The fields of requests. The rules are those of the domain. They are checked here too, so that all broken ones are listed. */
export const email = z
  .string('must be a string')
  .refine(EmailAddress.isValid, 'must be an e-mail address')
  .meta({ format: 'idn-email', maxLength: 254, example: 'ada@example.com' });

export const password = z
  .string('must be a string')
  .refine(Password.isValid, Password.RULE)
  .meta({ format: 'password', maxLength: 128, example: 'correct horse battery staple' });

export const displayName = z
  .string('must be a string')
  .refine(isDisplayName, DISPLAY_NAME_RULE)
  .meta({ maxLength: 100, example: 'Ada Lovelace' });

export const refreshToken = z
  .string('must be a string')
  .max(4096, 'must have at most 4096 characters')
  .meta({ example: 'c7d1cf0e-….0.mBv3…' });

export const role = z.enum(ROLES, `must be one of: ${ROLES.join(', ')}`);

export const status = z.enum(USER_STATUSES, `must be one of: ${USER_STATUSES.join(', ')}`);
