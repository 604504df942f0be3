/** The limit for a whole call, in milliseconds. It is short because requests wait for the answer. */
export const CALL_TIMEOUT_MS = 500;

/** The limit for each step of the driver, such as selecting a server. It is shorter, so that the driver's own error is reported. */
export const STEP_TIMEOUT_MS = 400;

/** Opening a connection with TLS and a password takes several round trips. Calls still wait `CALL_TIMEOUT_MS` at most. */
export const CONNECT_TIMEOUT_MS = 2_000;
