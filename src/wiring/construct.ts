/**
 * The factory that calls a class's constructor, for `bind(UseCase).toResolvedValue(construct(UseCase), [identifiers…])`:
 * the classes stay free of decorators, and the identifiers are checked against the parameters.
 */
export function construct<Parameters extends unknown[], Instance>(
  Class: new (...parameters: Parameters) => Instance,
): (...parameters: Parameters) => Instance {
  return (...parameters) => new Class(...parameters);
}
