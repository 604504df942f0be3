declare const brand: unique symbol;

/** A primitive that the type checker keeps apart from its look-alikes: a `UserId` is not a `SessionId`. */
export type Brand<Primitive, Name extends string> = Primitive & { readonly [brand]: Name };
