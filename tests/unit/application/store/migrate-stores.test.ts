import { createApplication } from '../../../support/application.js';

it('applies pending migrations in order, and can be run again after it failed half-way', async () => {
  const { migrations, migrateStores, listMigrations } = createApplication();
  const [first, second] = migrations;
  if (!first || !second) throw new Error('Two migrations are needed.');
  const statuses = async () => (await listMigrations.execute()).map(({ pending }) => pending);

  const apply = second.apply;
  second.apply = () => Promise.reject(new Error('the disk is full'));
  await expect(migrateStores.execute()).rejects.toThrow('the disk is full');
  expect(await statuses()).toEqual([false, true]);

  second.apply = apply;
  expect(await migrateStores.execute()).toEqual([second.name]);
  expect(await statuses()).toEqual([false, false]);
  expect(await migrateStores.execute()).toEqual([]);
});
