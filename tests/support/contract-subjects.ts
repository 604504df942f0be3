/** An adapter with one fault planted in it, and the case of the contract that must fail for it. */
export interface ContractMutant<Harness> {
  readonly fault: string;
  /** The end of the full name of the case, as Jest reports it. */
  readonly killedBy: string;
  readonly harness: Harness;
}

/** Set by the test of the mutants, which runs the contracts over these alone. */
const RUNS_MUTANTS = process.env['CONTRACT_MUTANTS'] === 'true';

/** What a contract runs over: the registered technologies, and a store behind a network that tests can break. */
export function contractSubjects<Harness>(
  registered: readonly [name: string, harness: Harness][],
  networked: Harness,
  mutants: readonly ContractMutant<Harness>[],
): [name: string, harness: Harness][] {
  if (RUNS_MUTANTS) return mutants.map(({ fault, harness }) => [fault, harness]);
  return [...registered, ['networked', networked]];
}
