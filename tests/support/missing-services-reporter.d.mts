export interface SuiteResult {
  readonly testResults: readonly { readonly status: string; readonly ancestorTitles: readonly string[] }[];
}

export function missingServices(testResults: readonly SuiteResult[]): string[];
