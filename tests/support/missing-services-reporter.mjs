const MARK = /\[needs ([\w-]+): (.+?)\]/;

/** Returns one line for each missing service, with what to do. */
export function missingServices(testResults) {
  const found = new Map();
  for (const { testResults: cases } of testResults) {
    for (const { status, ancestorTitles } of cases) {
      if (status !== 'pending') continue;
      const [, name, hint] = MARK.exec(ancestorTitles.join(' ')) ?? [];
      if (name === undefined) continue;
      const { suites = new Set(), count = 0 } = found.get(name) ?? {};
      const suite = ancestorTitles[0].replace(MARK, '').trim();
      found.set(name, { hint, suites: suites.add(suite), count: count + 1 });
    }
  }
  return [...found].map(
    ([name, { hint, suites, count }]) =>
      `Skipped without ${name}: ${count} tests of ${[...suites].join(', ')}. To run them: ${hint}.`,
  );
}

/** At the end of a run, prints which suites were skipped because a server is missing. */
export default class MissingServicesReporter {
  onRunComplete(_contexts, { testResults }) {
    for (const line of missingServices(testResults)) process.stderr.write(`${line}\n`);
  }
}
