import { openMongo } from '../../../../../src/infrastructure/connections/mongo/open-mongo.js';
import { freePort } from '../../../../support/free-port.js';

it('CF-04 tells by a code why no server answers', async () => {
  const url = `mongodb://127.0.0.1:${await freePort()}/auth`;
  await expect(openMongo(url)).rejects.toMatchObject({ code: 'ECONNREFUSED' });
});

it('CF-04 leaves other errors to their names', async () => {
  await expect(openMongo('mongodb://127.0.0.1/auth?nonsense=1')).rejects.toMatchObject({
    code: undefined,
    cause: { name: 'MongoParseError' },
  });
});
