import { describeOn } from '../needed-services.js';
import { type StackName, stackOf } from './stacks.js';
import { nginx } from './start-nginx.js';

/** `describe` for a suite on a topology. Without nginx or a server of the stack it is skipped by name, or fails. */
export function describeStack(stack: StackName): (name: string, body: () => void) => void {
  const servers = Object.values(stackOf(stack).servers);
  const missing = nginx.binary === undefined ? nginx : servers.find(({ isThere }) => !isThere())?.service;
  return describeOn(missing ?? nginx, missing === undefined);
}
