import { z } from 'zod';
import { ADA, TIMESTAMP } from './examples.js';
import { EMAIL_FORMAT, role, status } from './fields.js';

const timestamp = z.iso
  .datetime()
  .meta({ description: 'RFC 3339, UTC, with milliseconds', example: TIMESTAMP });

const ADA_AS_USER = {
  id: ADA.id,
  email: ADA.email,
  name: ADA.name,
  roles: ['user'],
  status: 'active',
  createdAt: TIMESTAMP,
  updatedAt: TIMESTAMP,
};

const UserBody = z
  .object({
    id: z.uuid().meta({ example: ADA.id }),
    email: z.string().meta({
      ...EMAIL_FORMAT,
      description: 'In its canonical form: lower case, an international domain in ASCII (`xn--…`)',
    }),
    name: z.string().nullable().meta({ description: '`null` means no name', example: ADA.name }),
    roles: z.array(role),
    status,
    createdAt: timestamp,
    updatedAt: timestamp,
  })
  .meta({ id: 'User', description: 'A user, without the password' });

export const UserResponse = z
  .object({ user: UserBody })
  .meta({ id: 'UserResponse', examples: [{ user: ADA_AS_USER }] });

export const UserListResponse = z
  .object({
    users: z.array(UserBody),
    nextCursor: z
      .string()
      .optional()
      .meta({ description: 'The value of `cursor` for the next page. Absent on the last page' }),
  })
  .meta({ id: 'UserListResponse', examples: [{ users: [ADA_AS_USER] }] });

export const TokenResponse = z
  .object({
    accessToken: z
      .string()
      .meta({ description: 'A JWT (RFC 9068), for `Authorization: Bearer`. Opaque to clients' }),
    tokenType: z.literal('Bearer'),
    expiresIn: z.int().meta({ description: 'Seconds until the access token expires', example: 900 }),
    refreshToken: z.string().optional().meta({ description: 'Absent if the token is in the cookie' }),
  })
  .meta({
    id: 'TokenResponse',
    examples: [{ accessToken: 'eyJhbGciOiJIUzI1NiIs…', tokenType: 'Bearer', expiresIn: 900 }],
  });

const SessionBody = z
  .object({
    id: z.uuid(),
    createdAt: timestamp,
    lastUsedAt: timestamp,
    expiresAt: timestamp,
    userAgent: z.string().nullable(),
    ipAddress: z.string().nullable(),
    current: z.boolean().meta({ description: 'Whether the request came from this session' }),
  })
  .meta({ id: 'Session', description: 'One login on one device' });

export const SessionListResponse = z.object({ sessions: z.array(SessionBody) }).meta({
  id: 'SessionListResponse',
  examples: [
    {
      sessions: [
        {
          id: ADA.sessionId,
          createdAt: TIMESTAMP,
          lastUsedAt: TIMESTAMP,
          expiresAt: '2026-02-07T09:30:00.000Z',
          userAgent: 'Mozilla/5.0',
          ipAddress: '192.0.2.1',
          current: true,
        },
      ],
    },
  ],
});

export const LivenessResponse = z
  .object({ status: z.literal('ok') })
  .meta({ id: 'LivenessResponse', examples: [{ status: 'ok' }] });

export const ReadinessResponse = z
  .object({
    status: z.enum(['ok', 'unavailable', 'draining']),
    checks: z
      .record(z.string(), z.enum(['up', 'down']))
      .meta({ description: 'The state of each dependency, by its name' }),
  })
  .meta({ id: 'ReadinessResponse', examples: [{ status: 'ok', checks: { persistence: 'up' } }] });

export const JwkSetResponse = z
  .object({ keys: z.array(z.record(z.string(), z.string())) })
  .meta({ id: 'JwkSet', description: 'RFC 7517', examples: [{ keys: [] }] });
