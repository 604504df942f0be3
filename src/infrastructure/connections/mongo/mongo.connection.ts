import { z } from 'zod';
import { defineConnection } from '../../../wiring/connection.js';
import { endpointOf } from '../../variable-schemas.js';
import { answerOf } from './answer-of.js';
import { openMongo } from './open-mongo.js';

/** If the URL names no database, the driver silently uses the database `test`. */
const URL_WITH_DATABASE = /^mongodb(\+srv)?:\/\/[^/?]+\/[^/?]+/;
const ALLOWED = 'must be a URL such as mongodb://host:27017/database, which names the database';

export const mongo = defineConnection({
  name: 'mongo',
  variables: z.object({
    MONGODB_URL: z.string(ALLOWED).regex(URL_WITH_DATABASE, ALLOWED).meta({ secret: true }),
  }),
  endpoint: ({ MONGODB_URL }) => endpointOf('MONGODB_URL', MONGODB_URL),
  open: ({ MONGODB_URL }) => openMongo(MONGODB_URL),
  /** Only a primary takes writes. With `directConnection=true`, the driver does not look for it and also reads from a secondary. */
  check: async (connection) => {
    const server = await answerOf('mongo', connection.getClient().db().command({ hello: 1 }));
    if (!server['isWritablePrimary']) throw new NotPrimary();
  },
  close: (connection) => connection.destroy(),
});

class NotPrimary extends Error {
  readonly code = 'NotWritablePrimary';

  constructor() {
    super('The server takes no writes, because it is not a primary.');
    this.name = 'NotPrimary';
  }
}
