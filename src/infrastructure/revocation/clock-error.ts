/**
 * Milliseconds for which shared stores keep a revocation after its end. The store, or another instance, deletes entries by its own
 * clock. As long as the clocks differ by less than this time, no revoked token becomes valid again.
 */
export const CLOCK_ERROR_MS = 2 * 60 * 60 * 1_000;
