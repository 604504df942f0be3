import { describeOn } from './needed-services.js';
import { findBinary } from './servers/find-binary.js';

/** `describe` for a suite that runs a program of the system. Without it, the suite is skipped by name. */
export function describeWith(program: string): ReturnType<typeof describeOn> {
  return describeOn({ name: program, hint: `install ${program}` }, findBinary(program) !== undefined);
}
