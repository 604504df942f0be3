const { PROPERTY_RUNS } = process.env;

/**
 * How often a property of the unit and http tests is tried with other values. To try each of them a hundred times as often:
 * `PROPERTY_RUNS=100 npm test -- property --testTimeout=3600000`.
 */
export function propertyRuns(usual: number) {
  return {
    numRuns: usual * Number(PROPERTY_RUNS ?? 1),
    // Milliseconds. Shrinking a failure stops after this time, so that it is reported before the test times out.
    interruptAfterTimeLimit: PROPERTY_RUNS ? 3_600_000 : 3_000,
  };
}
