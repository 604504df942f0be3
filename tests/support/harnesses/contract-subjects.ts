/** An adapter with one planted fault, and the contract case that must fail for it. */
export interface ContractMutant<Harness> {
  readonly fault: string;
  /** The end of the full name of the case in the report of Jest. */
  readonly killedBy: string;
  readonly harness: Harness;
}

/** `mutants.test.ts` sets this variable to run the contracts only over the mutants. */
const RUNS_MUTANTS = process.env['CONTRACT_MUTANTS'] === 'true';

/** The subjects of a contract: what is tested, or in a run of `mutants.test.ts` only the mutants. */
export function contractSubjects<Harness>(
  subjects: readonly [name: string, harness: Harness][],
  mutants: readonly ContractMutant<Harness>[],
): readonly [name: string, harness: Harness][] {
  return RUNS_MUTANTS ? mutants.map(({ fault, harness }) => [fault, harness]) : subjects;
}
