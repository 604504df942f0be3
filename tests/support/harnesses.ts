import type { Slot } from '../../src/wiring/technology.js';

/** One for every registered technology, or it does not compile. That of a deleted technology may stay behind. */
export type Harnesses<Registered extends Slot, Harness> = Readonly<
  Record<string, Harness> & Record<keyof Registered, Harness>
>;

/** What a contract is run over: every registered technology, with its harness. */
export function registered<Harness>(
  slot: Slot,
  harnesses: Readonly<Record<string, Harness>>,
): [name: string, harness: Harness][] {
  return Object.keys(slot).map((name) => {
    const harness = harnesses[name];
    if (harness === undefined) throw new Error(`The technology ${name} has no harness.`);
    return [name, harness];
  });
}
