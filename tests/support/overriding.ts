/** Returns the object with some members replaced. The other members run on the original object, so its private fields work. */
export function overriding<Target extends object>(target: Target, replacement: Partial<Target>): Target {
  return new Proxy(target, {
    get: (_target, name) => {
      if (name in replacement) return Reflect.get(replacement, name);
      const member: unknown = Reflect.get(target, name, target);
      return typeof member === 'function' ? member.bind(target) : member;
    },
  });
}
