export function after(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds);
}

export function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

export function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

/** The absolute difference: after a clock step, an instant may be in the future. */
export function distanceMs(a: Date, b: Date): number {
  return Math.abs(a.getTime() - b.getTime());
}
