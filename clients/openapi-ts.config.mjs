/** A client on `fetch`, as a front end would generate it. */
export default {
  input: './generated/openapi.json',
  output: { path: './generated/client', importFileExtension: '.js' },
  plugins: ['@hey-api/client-fetch', '@hey-api/sdk', '@hey-api/typescript'],
};
