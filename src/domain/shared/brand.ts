declare const brand: unique symbol;

/** A primitive with a nominal type, so that a `UserId` is not assignable to a `SessionId`. */
export type Brand<Primitive, Name extends string> = Primitive & { readonly [brand]: Name };
