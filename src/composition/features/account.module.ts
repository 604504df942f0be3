import { ContainerModule } from 'inversify';
import { ActorStanding } from '../../application/access/actor-standing.js';
import { ChangePassword } from '../../application/account/change-password.use-case.js';
import { DeleteAccount } from '../../application/account/delete-account.use-case.js';
import { GetProfile } from '../../application/account/get-profile.use-case.js';
import { NewAccount } from '../../application/account/new-account.js';
import { RegisterUser } from '../../application/account/register-user.use-case.js';
import { UpdateProfile } from '../../application/account/update-profile.use-case.js';
import { AuditRecorder } from '../../application/audit/audit-recorder.js';
import { CredentialVerifier } from '../../application/credentials/credential-verifier.js';
import { NewPassword } from '../../application/credentials/new-password.js';
import { AccessTerminator } from '../../application/session/access-terminator.js';
import { ChangePasswordController } from '../../interfaces/http/controllers/account/change-password.controller.js';
import { DeleteAccountController } from '../../interfaces/http/controllers/account/delete-account.controller.js';
import { GetProfileController } from '../../interfaces/http/controllers/account/get-profile.controller.js';
import { RegisterController } from '../../interfaces/http/controllers/account/register.controller.js';
import { UpdateProfileController } from '../../interfaces/http/controllers/account/update-profile.controller.js';
import { PublicPaths } from '../../interfaces/http/public-paths.js';
import { RefreshTokenCookie } from '../../interfaces/http/refresh-token-cookie.js';
import { construct } from '../../wiring/construct.js';
import { ports } from '../../wiring/port-identifiers.js';
import { controllers } from '../controllers.js';

/** The actions of users on their own account. */
export function accountModule(): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(ChangePassword).toResolvedValue(construct(ChangePassword), [
      ActorStanding,
      CredentialVerifier,
      NewPassword,
      AccessTerminator,
      AuditRecorder,
      ports.Clock,
    ]);
    bind(DeleteAccount).toResolvedValue(construct(DeleteAccount), [
      ports.UserRepository,
      ActorStanding,
      CredentialVerifier,
      AccessTerminator,
      AuditRecorder,
    ]);
    bind(GetProfile).toResolvedValue(construct(GetProfile), [ActorStanding]);
    bind(NewAccount).toResolvedValue(construct(NewAccount), [
      NewPassword,
      ports.LoginThrottle,
      ports.IdGenerator,
      AuditRecorder,
      ports.Clock,
    ]);
    bind(RegisterUser).toResolvedValue(construct(RegisterUser), [
      ports.UserRepository,
      NewAccount,
      AuditRecorder,
    ]);
    bind(UpdateProfile).toResolvedValue(construct(UpdateProfile), [ActorStanding, ports.Clock]);

    bind(controllers).toResolvedValue(construct(GetProfileController), [GetProfile]);
    bind(controllers).toResolvedValue(construct(UpdateProfileController), [UpdateProfile]);
    bind(controllers).toResolvedValue(construct(ChangePasswordController), [ChangePassword]);
    bind(controllers).toResolvedValue(construct(DeleteAccountController), [
      DeleteAccount,
      RefreshTokenCookie,
    ]);
    bind(controllers).toResolvedValue(construct(RegisterController), [RegisterUser, PublicPaths]);
  });
}
