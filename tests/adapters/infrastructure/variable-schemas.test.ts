import { endpointOf } from '../../../src/infrastructure/variable-schemas.js';

describe('endpointOf', () => {
  it.each([
    ['redis://cache.example:6379/0', 'cache.example:6379'],
    ['redis://:secret@cache.example/0?family=6', 'cache.example'],
    ['mongodb://user:secret@a.example:1,b.example:2/db?replicaSet=x', 'a.example:1,b.example:2'],
    ['postgres://user:secret@[::1]:5432/db', '[::1]:5432'],
    ['postgres://user:se/cr@et@db.example/db', 'db.example'],
    ['postgres://user:secret?#\n@db.example', 'db.example'],
    ['db.example', 'db.example'],
    ['', ''],
  ])('LOG-01 CF-04 finds the host in %j, and no password', (url, host) => {
    expect(endpointOf('STORE_URL', url)).toEqual({ variable: 'STORE_URL', host });
  });
});
