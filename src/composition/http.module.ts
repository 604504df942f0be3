import { ContainerModule, type ServiceIdentifier } from 'inversify';
import { ChangePassword } from '../application/account/change-password.use-case.js';
import { DeleteAccount } from '../application/account/delete-account.use-case.js';
import { GetProfile } from '../application/account/get-profile.use-case.js';
import { RegisterUser } from '../application/account/register-user.use-case.js';
import { UpdateProfile } from '../application/account/update-profile.use-case.js';
import { DeleteUser } from '../application/administration/delete-user.use-case.js';
import { GetUser } from '../application/administration/get-user.use-case.js';
import { ListUsers } from '../application/administration/list-users.use-case.js';
import { UpdateUser } from '../application/administration/update-user.use-case.js';
import { Authenticate } from '../application/session/authenticate.use-case.js';
import { EndSession } from '../application/session/end-session.use-case.js';
import { ListSessions } from '../application/session/list-sessions.use-case.js';
import { LogIn } from '../application/session/log-in.use-case.js';
import { LogOut } from '../application/session/log-out.use-case.js';
import { LogOutEverywhere } from '../application/session/log-out-everywhere.use-case.js';
import { RefreshSession } from '../application/session/refresh-session.use-case.js';
import { ChangePasswordController } from '../interfaces/http/controllers/account/change-password.controller.js';
import { DeleteAccountController } from '../interfaces/http/controllers/account/delete-account.controller.js';
import { GetProfileController } from '../interfaces/http/controllers/account/get-profile.controller.js';
import { RegisterController } from '../interfaces/http/controllers/account/register.controller.js';
import { UpdateProfileController } from '../interfaces/http/controllers/account/update-profile.controller.js';
import { DeleteUserController } from '../interfaces/http/controllers/administration/delete-user.controller.js';
import { GetUserController } from '../interfaces/http/controllers/administration/get-user.controller.js';
import { ListUsersController } from '../interfaces/http/controllers/administration/list-users.controller.js';
import { UpdateUserController } from '../interfaces/http/controllers/administration/update-user.controller.js';
import { JwksController } from '../interfaces/http/controllers/operations/jwks.controller.js';
import { LivenessController } from '../interfaces/http/controllers/operations/liveness.controller.js';
import { ReadinessController } from '../interfaces/http/controllers/operations/readiness.controller.js';
import { EndSessionController } from '../interfaces/http/controllers/session/end-session.controller.js';
import { ListSessionsController } from '../interfaces/http/controllers/session/list-sessions.controller.js';
import { LogInController } from '../interfaces/http/controllers/session/log-in.controller.js';
import { LogOutController } from '../interfaces/http/controllers/session/log-out.controller.js';
import { LogOutEverywhereController } from '../interfaces/http/controllers/session/log-out-everywhere.controller.js';
import { RefreshController } from '../interfaces/http/controllers/session/refresh.controller.js';
import { AccessGuard } from '../interfaces/http/middleware/access-guard.js';
import { Readiness } from '../interfaces/http/readiness.js';
import { RefreshTokenCookie } from '../interfaces/http/refresh-token-cookie.js';
import type { Controller } from '../interfaces/http/route.js';
import { construct } from '../wiring/construct.js';
import { ports } from '../wiring/port-identifiers.js';
import type { Configuration } from './configuration/load-configuration.js';

/** Every controller of the API, which is every route that there is but for the documentation. */
export const controllers: ServiceIdentifier<Controller> = Symbol('Controller');

/** The HTTP API. Controllers are tried in this order, so those that are asked for most come first. */
export function httpModule(configuration: Configuration): ContainerModule {
  return new ContainerModule(({ bind }) => {
    bind(controllers).toResolvedValue(construct(GetProfileController), [GetProfile]);
    bind(controllers).toResolvedValue(construct(UpdateProfileController), [UpdateProfile]);
    bind(controllers).toResolvedValue(construct(ChangePasswordController), [ChangePassword]);
    bind(controllers).toResolvedValue(construct(DeleteAccountController), [
      DeleteAccount,
      RefreshTokenCookie,
    ]);
    bind(controllers).toResolvedValue(construct(RefreshController), [RefreshSession, RefreshTokenCookie]);
    bind(controllers).toResolvedValue(construct(LogInController), [LogIn, RefreshTokenCookie]);
    bind(controllers).toResolvedValue(construct(LogOutController), [LogOut, RefreshTokenCookie]);
    bind(controllers).toResolvedValue(construct(LogOutEverywhereController), [
      LogOutEverywhere,
      RefreshTokenCookie,
    ]);
    bind(controllers).toResolvedValue(construct(RegisterController), [RegisterUser]);
    bind(controllers).toResolvedValue(construct(ListSessionsController), [ListSessions]);
    bind(controllers).toResolvedValue(construct(EndSessionController), [EndSession]);
    bind(controllers).toResolvedValue(construct(GetUserController), [GetUser]);
    bind(controllers).toResolvedValue(construct(ListUsersController), [ListUsers]);
    bind(controllers).toResolvedValue(construct(UpdateUserController), [UpdateUser]);
    bind(controllers).toResolvedValue(construct(DeleteUserController), [DeleteUser]);
    bind(controllers).toResolvedValue(construct(JwksController), [ports.PublicKeySet]);
    bind(controllers).toResolvedValue(construct(LivenessController), []);
    bind(controllers).toResolvedValue(construct(ReadinessController), [Readiness]);

    const cookieSettings = {
      secure: configuration.COOKIE_SECURE,
      allowedOrigins: configuration.ALLOWED_ORIGINS,
    };
    bind(RefreshTokenCookie).toResolvedValue(
      (clock) => new RefreshTokenCookie(cookieSettings, clock),
      [ports.Clock],
    );
    bind(Readiness).toDynamicValue(
      async (context) =>
        new Readiness(
          await context.getAllAsync(ports.HealthIndicator, { optional: true }),
          context.get(ports.Logger),
        ),
    );
    bind(AccessGuard).toResolvedValue(construct(AccessGuard), [Authenticate]);
  });
}
