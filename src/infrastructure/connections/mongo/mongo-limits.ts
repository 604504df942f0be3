/** A request waits for each call. */
export const CALL_TIMEOUT_MS = 500;

/** Of each step of the driver: shorter, so that its own error tells what happened. */
export const STEP_TIMEOUT_MS = 400;

/** A connection with TLS and a password takes several round trips. Calls do not wait for it longer than for anything else. */
export const CONNECT_TIMEOUT_MS = 2_000;
