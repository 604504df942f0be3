import type { Request, Response } from 'express';
import { z } from 'zod';
import type { ListUsers } from '../../../../application/administration/list-users.use-case.js';
import { HttpClientContext } from '../../http-client-context.js';
import { parse } from '../../parse.js';
import type { Principal, ProtectedController, ProtectedRoute } from '../../route.js';
import { email, role, status } from '../../schemas/fields.js';
import { UserListResponse } from '../../schemas/responses.js';
import { sendJson } from '../../send-json.js';
import { tag } from './tag.js';
import { decodeCursor, encodeCursor } from './user-cursor.js';

const DEFAULT_LIMIT = 20;
const LIMIT = 'must be a whole number from 1 to 100';

const SORTS = ['createdAt', '-createdAt'] as const;

const ORDER_OF_SORT = { createdAt: 'oldest-first', '-createdAt': 'newest-first' } as const;

const ListUsersQuery = z.strictObject({
  limit: z
    .string(LIMIT)
    .refine((text) => /^(?:[1-9]\d?|100)$/.test(text), LIMIT)
    .transform(Number)
    .default(DEFAULT_LIMIT)
    .meta({
      type: 'integer',
      minimum: 1,
      maximum: 100,
      default: DEFAULT_LIMIT,
      description: 'The maximum number of users on a page',
      example: DEFAULT_LIMIT,
    }),
  cursor: z
    .string('must be a nextCursor of this list')
    .max(512)
    .optional()
    .meta({ description: 'The `nextCursor` of the previous page', pattern: '^[A-Za-z0-9_-]+$' }),
  sort: z
    .enum(SORTS, `must be one of: ${SORTS.join(', ')}`)
    .default('createdAt')
    .meta({
      description:
        'The order by time of creation: `createdAt` lists the oldest users first, `-createdAt` the newest',
    }),
  email: email.optional().meta({ description: 'Only the user with this address, in any spelling' }),
  role: role.optional(),
  status: status.optional(),
});

export class ListUsersController implements ProtectedController {
  readonly route: ProtectedRoute = {
    method: 'get',
    path: '/users',
    access: { role: 'admin' },
    query: ListUsersQuery,
    operationId: 'listUsers',
    tag,
    summary: 'List users',
    description:
      'Returns one page. A user must match all filters. To get the next page, send the same filters with the `nextCursor` of this page.',
    responses: {
      200: {
        description: 'A page of users',
        schema: UserListResponse,
        links: {
          getUser: {
            description: 'The first user of the page.',
            parameters: { id: '$response.body#/users/0/id' },
          },
        },
      },
    },
  };

  constructor(private readonly listUsers: ListUsers) {}

  async handle(request: Request, response: Response, actor: Principal): Promise<void> {
    const { cursor, sort, ...query } = parse(ListUsersQuery, request.query);
    const after = cursor === undefined ? undefined : decodeCursor(cursor);
    const order = ORDER_OF_SORT[sort];
    const client = new HttpClientContext(request);
    const { users, next } = await this.listUsers.execute({ ...query, order, after, actor, client });
    sendJson(response, { users, nextCursor: next && encodeCursor(next) });
  }
}
