import { connectionBounds } from '../../../src/composition/connection-bounds.js';

const settings = (total?: number, perAddress?: number) => ({
  MAX_CONNECTIONS: total,
  MAX_CONNECTIONS_PER_ADDRESS: perAddress,
});

it.each([
  [settings(), 300, { total: 225, perNetwork: 75 }],
  [settings(), 4_096, { total: 3_072, perNetwork: 1_000 }],
  [settings(), Number.POSITIVE_INFINITY, { total: 10_000, perNetwork: 1_000 }],
  [settings(), 1, { total: 1, perNetwork: 1 }],
  [settings(90), 20_000, { total: 90, perNetwork: 30 }],
  [settings(undefined, 5), 300, { total: 225, perNetwork: 5 }],
  [settings(50_000, 20_000), 300, { total: 50_000, perNetwork: 20_000 }],
])('DS-06 %j with %d descriptors', (given, descriptors, bounds) => {
  expect(connectionBounds(given, descriptors)).toEqual(bounds);
});
