import { chosenStores, workerRoom } from '../../support/servers/chosen-stores.js';

describe('The stores that tests run on', () => {
  it('are the defaults of the service by default', () => {
    expect(chosenStores({})).toEqual({});
  });

  it('are chosen slot by slot', () => {
    const STORES = 'persistence=in-memory, breached-passwords=common-passwords,throttling=none';
    expect(chosenStores({ STORES })).toEqual({
      PERSISTENCE: 'in-memory',
      BREACHED_PASSWORDS: 'common-passwords',
      THROTTLING: 'none',
    });
  });

  it('have their own variables, separate for each worker', () => {
    const variables = { 'in-memory': ({ name }: { name: string }) => ({ DATABASE_SCHEMA: name }) };
    const environment = { STORES: 'persistence=in-memory', JEST_WORKER_ID: '2', TEST_RUN: 'a' };
    expect(chosenStores(environment, variables)).toEqual({
      PERSISTENCE: 'in-memory',
      DATABASE_SCHEMA: 'test_a_2',
    });
  });

  it('may name the place of a technology, whose variables are created once', () => {
    let made = 0;
    const variables = {
      'in-memory@here': () => {
        made += 1;
        return { DATABASE_NUMBER: String(made) };
      },
    };
    const STORES = 'persistence=in-memory@here,revocation=in-memory@here';
    expect(chosenStores({ STORES }, variables)).toEqual({
      PERSISTENCE: 'in-memory',
      REVOCATION: 'in-memory',
      DATABASE_NUMBER: '1',
    });
  });

  it.each([
    ['storage=in-memory', 'STORES names the slot storage'],
    ['persistence=oracle', 'STORES chooses oracle for persistence. There is sql, '],
    ['persistence', 'STORES chooses  for persistence'],
  ])('are refused where there is no such thing: %s', (STORES, message) => {
    expect(() => chosenStores({ STORES })).toThrow(message);
  });
});

it('each worker of each run has its own name', () => {
  expect(workerRoom({ JEST_WORKER_ID: '3', TEST_RUN: 'a' })).toEqual({ number: 3, name: 'test_a_3' });
  expect(workerRoom({ TEST_RUN: 'b' })).toEqual({ number: 1, name: 'test_b_1' });
});
