export function after(instant: Date, milliseconds: number): Date {
  return new Date(instant.getTime() + milliseconds);
}

export function earlier(a: Date, b: Date): Date {
  return a < b ? a : b;
}

export function later(a: Date, b: Date): Date {
  return a > b ? a : b;
}

/** Never negative: after a step of the clock, an instant in the future is as far away as one in the past. */
export function distanceMs(a: Date, b: Date): number {
  return Math.abs(a.getTime() - b.getTime());
}
