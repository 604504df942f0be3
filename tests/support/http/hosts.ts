import { networkInterfaces } from 'node:os';
import { describeOn } from '../needed-services.js';

const addresses = Object.values(networkInterfaces()).flatMap((all) => all?.map(({ address }) => address));
const ipv6 = { name: 'ipv6', hint: 'the address ::1' };

/** Runs a suite for each host of this machine that a server may be told to listen on. */
export function describeHosts(subject: string, suite: (host: string) => void): void {
  describe.each(['localhost', '127.0.0.1', '127.0.0.2', '0.0.0.0'])(`${subject} at HOST=%s`, suite);

  describeOn(ipv6, addresses.includes('::1'))(`${subject} with IPv6`, () => {
    describe.each(['::1', '0:0:0:0:0:0:0:1', '::'])('at HOST=%s', suite);
  });
}
