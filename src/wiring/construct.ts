/**
 * A factory that calls the constructor of a class, for `bind(UseCase).toResolvedValue(construct(UseCase), [identifiers…])`. Classes
 * need no decorators, and the compiler checks the identifiers against the parameters.
 */
export function construct<Parameters extends unknown[], Instance>(
  Class: new (...parameters: Parameters) => Instance,
): (...parameters: Parameters) => Instance {
  return (...parameters) => new Class(...parameters);
}
