/** One list of results a measure, all of them taken once a round. */
export async function inTurns(rounds, measures) {
  const results = measures.map(() => []);
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, measure] of measures.entries()) results[index].push(await measure());
  }
  return results;
}
