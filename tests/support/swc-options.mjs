/** How SWC compiles the sources and the tests, for Jest and for the processes that tests start. */
export const swcOptions = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2023' },
  sourceMaps: 'inline',
};
