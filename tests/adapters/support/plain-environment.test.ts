import { isContext } from 'node:vm';

describe('the environment of a test file', () => {
  it('has an ordinary global object, whose globals are not looked up through a proxy', () => {
    expect(isContext(globalThis)).toBe(true);
  });
});
