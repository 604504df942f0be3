/** What every peer answers with: the body that the service has for its own user. */
export const user = {
  id: '0b9f6a52-6f1c-4a3e-9d0e-3f6b1c2d4e5f',
  email: 'ada@example.com',
  name: 'Ada Lovelace',
  roles: ['user'],
  status: 'active',
  createdAt: '2030-01-01T00:00:00.000Z',
  updatedAt: '2030-01-01T00:00:00.000Z',
};
