/** An adapter with one planted fault, and the contract case that must fail for it. */
export interface ContractMutant<Harness> {
  readonly fault: string;
  /** The end of the full name of the case in the report of Jest. */
  readonly killedBy: string;
  readonly harness: Harness;
}

/** `mutants.test.ts` sets this variable to run the contracts only over the mutants. */
const RUNS_MUTANTS = process.env['CONTRACT_MUTANTS'] === 'true';

/** The subjects of a contract: the registered technologies, and a networked store that tests can break. */
export function contractSubjects<Harness>(
  registered: readonly [name: string, harness: Harness][],
  networked: Harness,
  mutants: readonly ContractMutant<Harness>[],
): [name: string, harness: Harness][] {
  if (RUNS_MUTANTS) return mutants.map(({ fault, harness }) => [fault, harness]);
  return [...registered, ['networked', networked]];
}
