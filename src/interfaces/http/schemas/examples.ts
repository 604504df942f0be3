/**
 * The user whose requests are the examples of the API description. Every example works as it is while her account is as
 * described here and she is logged in (tests/http/openapi-examples.test.ts).
 */
export const ADA = {
  id: '0d4e2c1a-6b1f-4a53-9d1e-7c1f0b8f3a52',
  sessionId: '5f0c9a7e-2d54-4c3b-8f6a-1b7e9d3c2a10',
  email: 'ada@example.com',
  password: 'correct horse battery staple',
  newPassword: 'a lighthouse of seven green bottles',
  name: 'Ada Lovelace',
} as const;

export const TIMESTAMP = '2026-01-31T09:30:00.000Z';
