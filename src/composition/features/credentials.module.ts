import { ContainerModule } from 'inversify';
import { AuditRecorder } from '../../application/audit/audit-recorder.js';
import { CredentialVerifier } from '../../application/credentials/credential-verifier.js';
import { NewPassword } from '../../application/credentials/new-password.js';
import { construct } from '../../wiring/construct.js';
import { ports } from '../../wiring/port-identifiers.js';

/** How passwords are verified and accepted, for all features. */
export function credentialsModule(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(NewPassword).toResolvedValue(construct(NewPassword), [
      ports.PasswordPolicy,
      ports.BreachedPasswords,
      ports.PasswordHasher,
      AuditRecorder,
    ]);
    bind(CredentialVerifier).toResolvedValue(construct(CredentialVerifier), [
      ports.UserRepository,
      ports.PasswordHasher,
      ports.LoginThrottle,
      AuditRecorder,
    ]);
  });
}
