import { z } from 'zod';
import { ROLES } from '../../../domain/user/role.js';
import { USER_STATUSES } from '../../../domain/user/user-status.js';

const timestamp = z.iso.datetime().meta({ description: 'RFC 3339, UTC, milliseconds' });

const UserBody = z
  .object({
    id: z.uuid(),
    email: z.string().meta({
      format: 'idn-email',
      description: 'In its canonical form: lower case, an international domain in ASCII (`xn--…`)',
    }),
    name: z.string().nullable(),
    roles: z.array(z.enum(ROLES)),
    status: z.enum(USER_STATUSES),
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: 'User' });

export const UserResponse = z.object({ user: UserBody });

export const UserListResponse = z.object({
  users: z.array(UserBody),
  nextCursor: z.string().optional().meta({ description: 'Absent on the last page' }),
});

export const TokenResponse = z
  .object({
    accessToken: z.string(),
    tokenType: z.literal('Bearer'),
    expiresIn: z.int().meta({ description: 'Seconds' }),
    refreshToken: z.string().optional().meta({ description: 'Absent if the token is in the cookie' }),
  })
  .meta({ id: 'Tokens' });

export const SessionListResponse = z.object({
  sessions: z.array(
    z
      .object({
        id: z.uuid(),
        createdAt: timestamp,
        lastUsedAt: timestamp,
        expiresAt: timestamp,
        userAgent: z.string().nullable(),
        ipAddress: z.string().nullable(),
        current: z.boolean(),
      })
      .meta({ id: 'Session' }),
  ),
});

export const ProblemBody = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    code: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem', description: 'RFC 9457' });

export const HealthResponse = z.object({ status: z.literal('ok') });

export const ReadinessResponse = z
  .object({
    status: z.enum(['ok', 'unavailable', 'draining']),
    checks: z.record(z.string(), z.enum(['up', 'down'])),
  })
  .meta({ id: 'Readiness' });

export const JwkSetResponse = z.object({ keys: z.array(z.record(z.string(), z.string())) });
