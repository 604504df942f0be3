/** One replacement in one file of the project. */
export interface Edit {
  /** From the root of the project. */
  readonly file: string;
  /** Must occur exactly once in the file. A short text outlives more changes around it. */
  readonly find: string;
  readonly replace: string;
}

/** A small change after which the product no longer does what a row of the catalogue promises. */
export interface Fault extends Edit {
  /** What the product does wrong with this fault, as a sentence. */
  readonly why: string;
  /** Further edits, where several defences keep the promise and each of them would be enough. */
  readonly and?: readonly Edit[];
}

/** The faults of each row, by the id of the row. */
export type FaultsByRow = Readonly<Record<string, readonly Fault[]>>;

export function editsOf(fault: Fault): readonly Edit[] {
  return [fault, ...(fault.and ?? [])];
}

/** What keeps the edit from being made in this text of its file, or `undefined`. */
export function problemOf({ file, find }: Edit, text: string | undefined): string | undefined {
  if (text === undefined) return `${file} does not exist`;
  const count = text.split(find).length - 1;
  return count === 1 ? undefined : `${file} has this text ${count} times instead of once: ${find}`;
}
