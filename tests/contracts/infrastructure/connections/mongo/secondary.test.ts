import mongoose from 'mongoose';
import { mongo } from '../../../../../src/infrastructure/connections/mongo/mongo.connection.js';
import { eventually } from '../../../../support/eventually.js';
import { describeOn } from '../../../../support/needed-services.js';
import { findBinary } from '../../../../support/servers/find-binary.js';
import { startMongoReplicaSet } from '../../../../support/servers/start-mongo.js';

const program = { name: 'mongod', hint: 'install mongod, or name it with MONGOMS_SYSTEM_BINARY' };
const binary = process.env['MONGOMS_SYSTEM_BINARY'] ?? findBinary(program.name);

/** A replica set takes some seconds to start, and a busy machine takes longer. */
const LIMIT_MS = 30_000;

describeOn(program, binary !== undefined)('The connection to a member of a replica set', () => {
  it(
    'RV-04 is healthy only while the member is the primary',
    async () => {
      const started = await startMongoReplicaSet();
      const url = `mongodb://${new URL(started?.url ?? '').host}/auth?directConnection=true`;
      const observer = await mongoose.mongo.MongoClient.connect(url);
      const order = (command: object) => observer.db('admin').command(command);
      const connection = await mongo.open(mongo.variables.parse({ MONGODB_URL: url }));
      await mongo.check(connection);

      await order({ replSetStepDown: 60, force: true });
      await expect(mongo.check(connection)).rejects.toMatchObject({ code: 'NotWritablePrimary' });
      await order({ replSetFreeze: 0 });
      await eventually(() => mongo.check(connection), LIMIT_MS);

      await mongo.close(connection);
      await observer.close();
      started?.process.stop();
    },
    LIMIT_MS,
  );
});
