import fc from 'fast-check';
import type { AuditEvent } from '../../../../src/domain/audit/audit-event.js';
import { NetworkAuditSampler } from '../../../../src/infrastructure/audit/network-audit-sampler.js';
import { client, MINUTE, START } from '../../../support/builders.js';
import { FakeClock } from '../../../support/fakes/fake-clock.js';

function create() {
  const clock = new FakeClock();
  return { clock, sampler: new NetworkAuditSampler(clock) };
}

const rejected = (ipAddress = '192.0.2.1', reason = 'untrusted'): AuditEvent => ({
  type: 'token_rejected',
  occurredAt: START,
  client: { ...client, ipAddress },
  reason,
});

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => make(index));

describe('NetworkAuditSampler', () => {
  it('LOG-05 passes twenty events of a kind per minute, and counts the others', () => {
    const { clock, sampler } = create();
    expect(times(100, () => sampler.sample(rejected())).flat()).toHaveLength(20);
    expect(sampler.counted).toBe(80);
    clock.advance(MINUTE - 1);
    expect(sampler.sample(rejected())).toEqual([]);
    clock.advance(1);
    expect(sampler.sample(rejected())).toEqual([{ ...rejected(), count: 81 }, rejected()]);
    clock.advance(MINUTE);
    expect(sampler.sample(rejected())).toEqual([rejected()]);
  });

  it('LOG-05 writes a count with the next event of any kind', () => {
    const { clock, sampler } = create();
    for (const event of times(21, () => rejected())) sampler.sample(event);
    clock.advance(MINUTE);
    const login: AuditEvent = { type: 'login_succeeded', occurredAt: START, client };
    expect(sampler.sample(login)).toEqual([{ ...rejected(), count: 1 }, login]);
  });

  it('LOG-05 measures elapsed time, so it does not matter how the wall clock is set', () => {
    const { clock, sampler } = create();
    for (const event of times(21, () => rejected())) sampler.sample(event);
    clock.step(60 * MINUTE);
    expect(sampler.sample(rejected())).toEqual([]);
    clock.step(-120 * MINUTE);
    clock.advance(MINUTE);
    expect(sampler.sample(rejected())).toHaveLength(2);
  });

  it.each([
    ['another IPv4 address', rejected('192.0.2.2')],
    ['another IPv6 network', rejected('2001:db8:0:1::1')],
    ['another reason', rejected('192.0.2.1', 'expired')],
    ['another type', { ...rejected(), type: 'access_denied' } as const],
  ])('LOG-05 hides nothing of %s', (_, other) => {
    const { sampler } = create();
    for (const event of times(100, () => rejected())) sampler.sample(event);
    expect(sampler.sample(other)).toEqual([other]);
  });

  it('LOG-05 treats the addresses of one IPv6 network as one client', () => {
    const { sampler } = create();
    const written = times(100, (index) => sampler.sample(rejected(`2001:db8::${index.toString(16)}`)));
    expect(written.flat()).toHaveLength(20);
  });

  it('LOG-05 DS-05 distinguishes at most a thousand kinds, and counts all others together', () => {
    const { sampler } = create();
    const address = (index: number) => `10.${index >> 16}.${(index >> 8) & 255}.${index & 255}`;
    const written = times(3_000, (index) => sampler.sample(rejected(address(index)))).flat();
    expect(written).toHaveLength(1_020);
    expect(sampler.flush()).toMatchObject([{ type: 'token_rejected', count: 1_980 }]);
    expect(sampler.flush()).toEqual([]);
  });

  it('LOG-02 writes every event of a kind that a client cannot cause at will', () => {
    const { sampler } = create();
    const event: AuditEvent = { type: 'refresh_reuse', occurredAt: START, client };
    expect(times(100, () => sampler.sample(event)).flat()).toHaveLength(100);
  });

  it('LOG-05 loses no event: each is written or counted', () => {
    const step = fc.record({ gap: fc.nat(MINUTE), burst: fc.nat(60), network: fc.nat(3) });
    fc.assert(
      fc.property(fc.array(step), (steps) => {
        const { clock, sampler } = create();
        let sent = 0;
        const written = steps.flatMap(({ gap, burst, network }) => {
          clock.advance(gap);
          sent += burst;
          return times(burst, () => sampler.sample(rejected(`192.0.2.${network}`))).flat();
        });
        const all = [...written, ...sampler.flush()].map(({ count = 1 }) => count);
        expect(all.reduce((sum, count) => sum + count, 0)).toBe(sent);
      }),
    );
  });
});
