import { host } from '../../../../src/composition/configuration/listening-host.js';
import { localUrl } from '../../../../src/composition/configuration/public-url.js';

describe('A host to listen on', () => {
  it.each([
    ...['localhost', 'LOCALHOST', 'localhost.', 'auth.example.com', 'service_1', 'xn--mller-kva.example'],
    ...[
      '127.0.0.1',
      '127.0.0.2',
      '127.1',
      '0.0.0.0',
      '::',
      '::1',
      '0:0:0:0:0:0:0:1',
      '::ffff:127.0.0.1',
      'FE80::1',
    ],
  ])('may be %s, which has a URL', (value) => {
    expect(host().parse(value)).toBe(value);
    expect(URL.canParse(localUrl(value, 3_000))).toBe(true);
  });

  it.each([
    ...[
      '',
      ' ',
      'a b',
      'http://127.0.0.1',
      '127.0.0.1:3000',
      'localhost:3000',
      'localhost/',
      'user@localhost',
    ],
    ...['[::1]', '::1%lo', 'fe80::1%eth0', '1.2.3.4.5', '*', 'müller.example'],
  ])('CF-02 may not be %j', (value) => {
    expect(() => host().parse(value)).toThrow('must be a host name or an IP address');
  });
});
