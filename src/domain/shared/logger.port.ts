/** The process log, for adapters only. Entities and use cases report through `AuditLog`. Never pass it a secret. */
export interface Logger {
  debug(fields: object, message: string): void;
  info(fields: object, message: string): void;
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}
