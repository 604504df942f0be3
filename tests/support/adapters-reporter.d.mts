export interface ContractResult {
  readonly testFilePath: string;
  readonly testResults: readonly { readonly status: string; readonly ancestorTitles: readonly string[] }[];
}

export const SLOTS: Readonly<Record<string, string>>;

export function testedAdapters(
  testResults: readonly ContractResult[],
  environment?: Readonly<Record<string, string | undefined>>,
): string[];
